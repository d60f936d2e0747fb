import type { Readable } from 'node:stream';

/** A file of a GraphQL multipart request, as a resolver gets it: its bytes are still on their way. */
export interface UploadedFile {
  readonly filename: string;
  /** As the client declared it. */
  readonly mimetype: string;
  createReadStream(): Readable;
}
