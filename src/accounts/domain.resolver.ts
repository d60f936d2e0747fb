import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request/context.js';
import { Domain } from './domain.entity.js';
import { CreateDomainInput, DeleteDomainInput, UpdateDomainInput } from './domain.input.js';
import type { DomainLoader } from './domain.loader.js';
import type { DomainService } from './domain.service.js';

@Resolver(() => Domain)
export class DomainResolver {
  constructor(
    private readonly service: DomainService,
    private readonly loader: DomainLoader,
  ) {}

  @Query(() => [Domain], {
    description: 'The domains on which the caller holds Domains.READ, by path; none for a thing.',
  })
  async domains(@Ctx() { viewer }: RequestContext): Promise<Domain[]> {
    return this.service.list(viewer);
  }

  @Mutation(() => Domain, {
    description:
      'Creates a domain below another. Needs Domains.CREATE there and the role Root. ' +
      'Errors: INVALID_ARGUMENTS, also when it would lie more than 10 deep; DOMAIN_NOT_FOUND, FORBIDDEN, DOMAIN_EXISTS.',
  })
  async createDomain(
    @Arg('input', () => CreateDomainInput, { description: 'The domain.' }) input: CreateDomainInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Domain> {
    return this.service.create(viewer, input);
  }

  @Mutation(() => Domain, {
    description:
      'Renames a domain, or moves it with all that lies below it: who holds privileges above the new place holds them ' +
      'there from then on. Needs Domains.UPDATE on it, to move it also Domains.CREATE at the new place, and the role Root. ' +
      'Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN, DOMAIN_EXISTS.',
  })
  async updateDomain(
    @Arg('input', () => UpdateDomainInput, { description: 'What to change.' }) input: UpdateDomainInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<Domain> {
    return this.service.update(viewer, input);
  }

  @Mutation(() => ID, {
    description:
      'Deletes a domain in which nothing is: no domains, no owners, no thing types; answers its id. Owners that were ' +
      'deleted count, as their content may still be there. Needs Domains.DELETE on it and the role Root. ' +
      'Errors: INVALID_ARGUMENTS, DOMAIN_NOT_FOUND, FORBIDDEN.',
  })
  async deleteDomain(
    @Arg('input', () => DeleteDomainInput, { description: 'Which domain.' }) input: DeleteDomainInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string> {
    return this.service.delete(viewer, input.id);
  }

  @FieldResolver(() => Domain, { nullable: true, description: 'The domain above it; null for the root domain.' })
  async parent(@Root() { projectId, parentId }: Domain, @Ctx() context: RequestContext): Promise<Domain | null> {
    return parentId === null ? null : this.loader.load(context, parentId, projectId);
  }
}
