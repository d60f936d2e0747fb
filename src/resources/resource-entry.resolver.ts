import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Extensions, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import { Owner } from '../owners/owner.entity.js';
import type { OwnerLoader } from '../owners/owner.loader.js';
import { CursorScalar } from '../paging/cursor-scalar.js';
import type { RequestContext } from '../request/context.js';
import { JsonScalar } from '../request/scalars.js';
import type { EntryAccessLoader } from './entry-access.loader.js';
import { mayChange } from './entry-access.js';
import { isLive } from './history/past-entry.js';
import { ResourceAccess } from './resource-access.entity.js';
import { ResourceConnection } from './resource-connection.entity.js';
import { pageExtras, type ResourcePageLoader } from './resource-page.loader.js';
import { OwnerResourcesArgs } from './resource.args.js';
import { Resource, ResourceEntry } from './resource.entity.js';
import { shownAccess } from './shown-access.js';
import { SignedUrl } from './signed-url.js';
import type { SignedUrlService } from './signed-url.service.js';

const SECONDS = 'How long it works, in seconds, 1 to 604,800 (7 days).';

@Resolver(() => ResourceEntry)
export class ResourceEntryResolver {
  constructor(
    private readonly owners: OwnerLoader,
    private readonly urls: SignedUrlService,
    private readonly access: EntryAccessLoader,
  ) {}

  @FieldResolver(() => Owner, {
    nullable: true,
    description: 'The main owner; null when deleted or not visible: ownerId stays.',
  })
  async owner(@Root() entry: ResourceEntry, @Ctx() context: RequestContext): Promise<Owner | null> {
    return this.owners.load(context, entry.ownerId);
  }

  @FieldResolver(() => Owner, {
    nullable: true,
    description: 'The co-owner; null when there is none that the caller may see.',
  })
  async coowner(@Root() entry: ResourceEntry, @Ctx() context: RequestContext): Promise<Owner | null> {
    return entry.coownerId === null ? null : this.owners.load(context, entry.coownerId);
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description:
      'JSON and text: the value itself. Files: { signedUrl, expiresAt }, null until the first upload is READY.',
  })
  data(@Root() entry: ResourceEntry): unknown {
    if (entry.value !== null) return entry.value;
    const signed = this.urls.read(entry, { download: false });
    return signed === null ? null : { signedUrl: signed.url, expiresAt: signed.expiresAt.toISOString() };
  }

  @FieldResolver(() => SignedUrl, {
    nullable: true,
    description: 'A URL that answers the file without a login; null when there is no readable file.',
  })
  signedUrl(
    @Root() entry: ResourceEntry,
    @Arg('expiresIn', () => Int, { nullable: true, description: `${SECONDS} 900 when left out.` })
    expiresIn: number | null,
    @Arg('download', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'True: browsers save the file instead of showing it.',
    })
    download: boolean | null,
  ): SignedUrl | null {
    return this.urls.read(entry, { expiresIn, download: download === true });
  }

  @FieldResolver(() => ResourceAccess, { name: 'access', description: 'What the viewer may do with it, and why.' })
  async accessOf(@Root() entry: ResourceEntry, @Ctx() context: RequestContext): Promise<ResourceAccess> {
    const given = await (entry.past === undefined
      ? this.access.load(context, entry.id)
      : this.access.loadAt(context, entry));
    return shownAccess(context.viewer, entry, given);
  }
}

@Resolver(() => Resource)
export class WriteableUrlResolver {
  constructor(
    private readonly urls: SignedUrlService,
    private readonly access: EntryAccessLoader,
  ) {}

  @FieldResolver(() => SignedUrl, {
    nullable: true,
    description:
      'PUT the new content here; null without the right to update, for values, while archived, and for what was (asOf).',
  })
  async writeableUrl(
    @Root() resource: Resource,
    @Ctx() context: RequestContext,
    @Arg('expiresIn', () => Int, { nullable: true, description: `${SECONDS} 3,600 when left out.` })
    expiresIn: number | null,
  ): Promise<SignedUrl | null> {
    if (!isLive(resource)) return null;
    const given = await this.access.load(context, resource.id);
    if (given === null || !mayChange(context.viewer, given)) return null;
    return this.urls.write(context.viewer, resource, expiresIn);
  }
}

@Resolver(() => ResourceConnection)
export class ResourceConnectionResolver {
  @Extensions({ weight: 10 })
  @FieldResolver(() => Int, { description: 'How many there are in all; counted only when selected, and exact.' })
  totalCount(@Root() { count }: ResourceConnection): number | undefined {
    return count;
  }

  @FieldResolver(() => CursorScalar, {
    description: 'The feed position of this page, taken in its own snapshot: subscribe after it and miss nothing.',
  })
  changeCursor(@Root() { feedCursor }: ResourceConnection): string | undefined {
    return feedCursor;
  }
}

@Resolver(() => Owner)
export class OwnerResourcesResolver {
  constructor(private readonly pages: ResourcePageLoader) {}

  @FieldResolver(() => ResourceConnection, { description: 'Entries of this owner, newest capture first.' })
  async resources(
    @Root() owner: Owner,
    @Args(() => OwnerResourcesArgs) args: OwnerResourcesArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ResourceConnection> {
    return this.pages.load(context, { ownerId: owner.id, args, extras: pageExtras(info) });
  }
}
