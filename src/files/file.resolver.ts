import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Ctx,
  Extensions,
  FieldResolver,
  ID,
  Info,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Owner } from '../owners/owner.entity.js';
import { OwnerNotFound } from '../owners/owner.errors.js';
import type { OwnerLoader } from '../owners/owner.loader.js';
import type { RequestContext } from '../request/context.js';
import { selectedFields } from '../request/selected-fields.js';
import type { SentForm } from '../request/sent-form.js';
import { SignedUrl } from '../resources/signed-url.js';
import type { SignedUrlService } from '../resources/signed-url.service.js';
import { parseFileName } from './file-name.js';
import { parseFileProperties, type FileProperties } from './file-properties.js';
import { FilesArgs, OwnerFilesArgs } from './file.args.js';
import { File, FileConnection } from './file.entity.js';
import { DeleteFileInput, UpdateFileInput, UploadFileInput } from './file.input.js';
import type { FilePageLoader } from './file.loader.js';
import type { FileQueries } from './file.queries.js';
import type { FileLimits, FileService } from './file.service.js';

const OWNER = 'The device or group.';

@Resolver(() => File)
export class FileResolver {
  constructor(
    private readonly parts: {
      readonly files: FileQueries;
      readonly pages: FilePageLoader;
      readonly service: FileService;
      readonly limits: FileLimits;
      readonly owners: OwnerLoader;
      readonly urls: SignedUrlService;
    },
  ) {}

  @Query(() => File, { nullable: true, description: 'One file; null when there is none that the caller may see.' })
  async file(
    @Arg('ownerId', () => ID, { description: OWNER }) ownerId: string,
    @Arg('name', () => String, { description: 'Of the file.' }) name: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<File | null> {
    return this.parts.files.one(viewer, { ownerId, name: parseFileName(name) });
  }

  @Query(() => FileConnection, {
    description: 'The files of a device or group that the caller may see, newest capture first; of other owners none.',
  })
  async files(
    @Args(() => FilesArgs) { ownerId, filter, ...page }: FilesArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FileConnection> {
    return this.parts.pages.load(context, ownerId, { filter: filter ?? {}, page, isCounted: isCounted(info) });
  }

  @Mutation(() => File, {
    description: 'Makes a file. Errors: FILE_EXISTS, OWNER_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE.',
  })
  async uploadFile(
    @Arg('input', () => UploadFileInput, { description: 'The file.' }) input: UploadFileInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<File> {
    const { service, limits } = this.parts;
    const { ownerId, name = null } = input;
    return service.upload({ viewer, scope: { ownerId, isGroup: false }, name, form: formOf(input), limits });
  }

  @Mutation(() => File, {
    description:
      'Changes a file: its bytes, what is said of it, or both. What changes nothing adds no history. ' +
      'Errors: FILE_NOT_FOUND, OWNER_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN, PAYLOAD_TOO_LARGE.',
  })
  async updateFile(
    @Arg('input', () => UpdateFileInput, { description: 'What to change.' }) input: UpdateFileInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<File> {
    const { service, limits } = this.parts;
    const { ownerId, name } = input;
    return service.update({ viewer, scope: { ownerId, isGroup: false }, name, form: formOf(input), limits });
  }

  @Mutation(() => ID, {
    description:
      'Deletes a file; answers its id. Errors: FILE_NOT_FOUND, OWNER_NOT_FOUND, INVALID_ARGUMENTS, FORBIDDEN.',
  })
  async deleteFile(
    @Arg('input', () => DeleteFileInput, { description: 'Which file.' }) { ownerId, name }: DeleteFileInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<string> {
    return this.parts.service.delete(viewer, { ownerId, isGroup: false }, name);
  }

  @FieldResolver(() => Owner, {
    description:
      'The device or group. OWNER_NOT_FOUND for who may read the file and not see its owner: select ownerId of the resource then.',
  })
  async owner(@Root() file: File, @Ctx() context: RequestContext): Promise<Owner> {
    const { ownerId } = file.resource;
    const owner = await this.parts.owners.load(context, ownerId);
    if (owner === null) throw new OwnerNotFound(ownerId);
    return owner;
  }

  @FieldResolver(() => SignedUrl, { description: 'A URL that answers the bytes without a login.' })
  signedUrl(
    @Root() file: File,
    @Arg('expiresIn', () => Int, {
      nullable: true,
      description: 'How long it works, in seconds, 1 to 604,800 (7 days). 900 when left out.',
    })
    expiresIn: number | null,
    @Arg('download', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'True: browsers save the file instead of showing it.',
    })
    download: boolean | null,
  ): SignedUrl {
    const options = { expiresIn, download: download === true, filename: file.name };
    const signed = this.parts.urls.read(file.resource, options);
    if (signed === null) throw new Error(`${file.name} is a file without bytes.`);
    return signed;
  }
}

@Resolver(() => FileConnection)
export class FileConnectionResolver {
  @Extensions({ weight: 10 })
  @FieldResolver(() => Int, { description: 'How many there are in all; counted only when selected, and exact.' })
  totalCount(@Root() { count }: FileConnection): number | undefined {
    return count;
  }
}

@Resolver(() => Owner)
export class OwnerFilesResolver {
  constructor(private readonly pages: FilePageLoader) {}

  @FieldResolver(() => FileConnection, {
    description: 'The files of a device or group, newest capture first; of other owners none.',
  })
  async files(
    @Root() owner: Owner,
    @Args(() => OwnerFilesArgs) { filter, ...page }: OwnerFilesArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FileConnection> {
    return this.pages.load(context, owner.id, { filter: filter ?? {}, page, isCounted: isCounted(info) });
  }
}

function isCounted(info: GraphQLResolveInfo): boolean {
  return selectedFields(info).has('totalCount');
}

/** What was sent, as a form: the file has come whole. Errors: INVALID_ARGUMENTS class, format. */
function formOf({ file, name: _, ...properties }: UploadFileInput | UpdateFileInput): SentForm<FileProperties> {
  return {
    file: async () => (await file) ?? null,
    properties: () => Promise.resolve(parseFileProperties(properties)),
  };
}
