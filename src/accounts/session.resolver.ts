import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { Account } from './account.entity.js';
import type { AccountQueries } from './account.queries.js';
import { Project } from './project.entity.js';
import { Session, ViewerView } from './session.entity.js';
import { LoginInput } from './session.input.js';
import type { OpenedSession, SessionService } from './session.service.js';

@Resolver(() => ViewerView)
export class SessionResolver {
  constructor(
    private readonly sessions: SessionService,
    private readonly accounts: AccountQueries,
  ) {}

  @Mutation(() => Session, { description: 'Opens a session. Needs no login. Errors: UNAUTHENTICATED, RATE_LIMITED.' })
  async login(
    @Arg('input', () => LoginInput, { description: 'E-mail and password.' }) { email, password }: LoginInput,
    @Ctx() { clientAddress }: RequestContext,
  ): Promise<Session> {
    return toSession(await this.sessions.login({ email, password, clientAddress }));
  }

  @Mutation(() => Session, {
    description:
      'A new token for the session of the caller, who goes on with it; the old one holds until its own end. Not for ' +
      'access tokens, tokens of an outside issuer, nor things. Errors: FORBIDDEN.',
  })
  async renewSession(@Ctx() { viewer }: RequestContext): Promise<Session> {
    return toSession(await this.sessions.renew(viewer));
  }

  @Query(() => ViewerView, { nullable: true, description: 'Who am I? Null when nobody is logged in. Needs no login.' })
  viewer(@Ctx() { knownViewer }: RequestContext): ViewerView | null {
    return knownViewer === null ? null : new ViewerView(knownViewer);
  }

  @FieldResolver(() => Account, { nullable: true, description: 'The account; null for a thing.' })
  async account(@Root() { viewer }: ViewerView): Promise<Account | null> {
    return viewer.kind === 'ACCOUNT' ? this.accounts.account(viewer.projectId, viewer.accountId) : null;
  }

  @FieldResolver(() => Project, { description: 'The project of the caller.' })
  async project(@Root() { viewer }: ViewerView): Promise<Project> {
    return this.accounts.project(viewer.projectId);
  }
}

function toSession({ token, expiresAt, viewer }: OpenedSession): Session {
  return { token, expiresAt, viewer: new ViewerView(viewer) };
}
