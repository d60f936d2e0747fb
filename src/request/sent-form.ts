import type { Readable } from 'node:stream';

/** A file on its way in. */
export interface SentFile {
  readonly filename: string;
  /** As the client declared it; empty when it did not. */
  readonly mimetype: string;
  /** The bytes. A file of a stream has them once. */
  createReadStream(): Readable;
}

/** A file that is sent with something said of it: the parts of a form, or the input of a mutation. */
export interface SentForm<Properties> {
  /**
   * The file, when its first byte is here; to be read to its end. Null when none was sent. To be asked for first, and
   * once. Errors: INVALID_ARGUMENTS, PAYLOAD_TOO_LARGE.
   */
  file(): Promise<SentFile | null>;
  /**
   * What is said of it, when all of the form is here: after the file was read, since it may stand behind it.
   * Errors: INVALID_ARGUMENTS, PAYLOAD_TOO_LARGE, UNAUTHENTICATED when the credential was withdrawn meanwhile.
   */
  properties(): Promise<Properties>;
}
