import type { z } from 'zod';
import type { AccountViewer, ThingViewer } from '../auth/viewer.js';
import { isOwnerId } from '../owners/owner-id.js';
import { GroupNotFound } from '../owners/owner.errors.js';
import type { SentForm } from '../request/sent-form.js';
import type { FileAccess, FileScope } from './file-access.js';
import { parseFileName } from './file-name.js';
import { propertiesOf, type FileProperties, type SentProperties } from './file-properties.js';
import { FILE_SCHEMAS } from './file-schemas.js';
import type { FileLimits, FileService } from './file.service.js';
import type { File } from './file.entity.js';
import { FileNotFound } from './file.errors.js';
import type { FileQueries } from './file.queries.js';

/** Whose files, and who asks for them. */
type FilesAsked =
  | { readonly scope: 'THING' | 'GROUP_OF_THING'; readonly viewer: ThingViewer }
  | { readonly scope: 'GROUP'; readonly viewer: AccountViewer; readonly groupId: string };

type FileAnswer = z.infer<typeof FILE_SCHEMAS.file>;

/** Which page of a list. */
interface FilePage {
  readonly offset: number;
  readonly limit: number;
  readonly after?: string | undefined;
}

interface FileListPage {
  readonly list: z.infer<typeof FILE_SCHEMAS.files>;
  /** What to go on after; null on the last page. */
  readonly next: string | null;
}

/** The files of things and groups in the words of the device protocol: what the REST routes ask for. */
export class FileProtocol {
  readonly schemas = FILE_SCHEMAS;

  constructor(
    private readonly parts: {
      readonly access: FileAccess;
      readonly files: FileQueries;
      readonly service: FileService;
      readonly limits: FileLimits;
    },
  ) {}

  /** Errors: GROUP_NOT_FOUND, FORBIDDEN, INVALID_ARGUMENTS limit, offset, after. */
  async list(asked: FilesAsked, { offset, limit, after }: FilePage): Promise<FileListPage> {
    const { access, files } = this.parts;
    const scope = await this.scopeOf(asked);
    await access.requireListable(asked.viewer, scope);
    const page = { first: limit, after, ...(offset === 0 ? {} : { offset }) };
    const [found] = await files.pages(asked.viewer, [scope.ownerId], { filter: {}, page, isCounted: true });
    const { hasNextPage, endCursor } = found?.pageInfo ?? { hasNextPage: false, endCursor: null };
    return {
      list: { total: found?.count ?? 0, files: found?.nodes.map(toAnswer) ?? [] },
      next: hasNextPage ? endCursor : null,
    };
  }

  /** Errors: FILE_NOT_FOUND, GROUP_NOT_FOUND, FORBIDDEN, INVALID_ARGUMENTS name. */
  async find(asked: FilesAsked, text: string) {
    const { access, files } = this.parts;
    const name = parseFileName(text);
    const scope = await this.scopeOf(asked);
    const file = await files.one(asked.viewer, { ...scope, name });
    if (file === null) {
      await access.requireReadable(asked.viewer, scope, name);
      throw new FileNotFound(name);
    }
    const { key, contentType, sha256 } = file.details;
    // Keys are never used twice.
    return { key, contentType, name: file.name, etag: sha256 ?? key.replaceAll('/', '-') };
  }

  /** Errors: as of FileService.upload. */
  async create(asked: FilesAsked, form: SentForm<SentProperties>): Promise<FileAnswer> {
    const { service, limits } = this.parts;
    const { viewer } = asked;
    return toAnswer(await service.upload({ viewer, scope: await this.scopeOf(asked), form: understood(form), limits }));
  }

  /** Errors: as of FileService.update. */
  async update(
    asked: FilesAsked,
    { name, form }: { readonly name: string; readonly form: SentForm<SentProperties> },
  ): Promise<FileAnswer> {
    const { service, limits } = this.parts;
    const { viewer } = asked;
    const scope = await this.scopeOf(asked);
    return toAnswer(await service.update({ viewer, scope, name, form: understood(form), limits }));
  }

  /** Errors: as of FileService.delete. */
  async delete(asked: FilesAsked, name: string): Promise<void> {
    await this.parts.service.delete(asked.viewer, await this.scopeOf(asked), name);
  }

  private async scopeOf(asked: FilesAsked): Promise<FileScope> {
    if (asked.scope === 'GROUP') {
      // What no id can be is the id of no group; PostgreSQL would not even take all of it.
      if (!isOwnerId(asked.groupId)) throw new GroupNotFound(asked.groupId, 'group_id');
      return { ownerId: asked.groupId, isGroup: true };
    }
    if (asked.scope === 'THING') return { ownerId: asked.viewer.ownerId, isGroup: false };
    return this.parts.access.groupOf(asked.viewer);
  }
}

function understood(form: SentForm<SentProperties>): SentForm<FileProperties> {
  return { file: () => form.file(), properties: async () => propertiesOf(await form.properties()) };
}

function toAnswer({ name, class: fileClass, format, time, metadata }: File): FileAnswer {
  const said = Object.keys(metadata).length === 0 ? {} : { metadata: { ...metadata } };
  return { name, class: fileClass ?? '', format: format ?? '', time, ...said };
}
