import type { z } from 'zod';
import type { AccountViewer, ThingViewer } from '../../auth/viewer.js';
import type { SentForm } from '../../request/sent-form.js';

/** Whose files, and who asks for them. */
export type FilesAsked =
  /** A thing for its own. */
  | { readonly scope: 'THING'; readonly viewer: ThingViewer }
  /** A thing for those of the group that it is in. */
  | { readonly scope: 'GROUP_OF_THING'; readonly viewer: ThingViewer }
  /** An account for those of a group. */
  | { readonly scope: 'GROUP'; readonly viewer: AccountViewer; readonly groupId: string };

/** A file to be answered with its bytes. */
interface StoredFile {
  /** Of its bytes in the store. */
  readonly key: string;
  readonly name: string;
  /** MIME type with which it is served. */
  readonly contentType: string;
  /** Names the bytes in HTTP: others have another one. */
  readonly etag: string;
}

/** Which page of a list. */
export interface FilePage {
  readonly offset: number;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after?: string | undefined;
}

/** What the file routes ask for. `Sent` is what is said of a file beside its bytes. */
export interface FileDoor<Sent> {
  /** What may be sent and what is answered: they check the one, and describe both. */
  readonly schemas: {
    readonly sent: z.ZodType<Sent>;
    readonly file: z.ZodType;
    readonly files: z.ZodType;
  };
  list(
    asked: FilesAsked,
    page: FilePage,
  ): Promise<{
    /** What `schemas.files` says. */
    readonly list: object;
    /** What to go on after; null on the last page. */
    readonly next: string | null;
  }>;
  find(asked: FilesAsked, name: string): Promise<StoredFile>;
  /** Answers what `schemas.file` says, as does `update`. */
  create(asked: FilesAsked, form: SentForm<Sent>): Promise<object>;
  update(asked: FilesAsked, change: { readonly name: string; readonly form: SentForm<Sent> }): Promise<object>;
  delete(asked: FilesAsked, name: string): Promise<void>;
}
