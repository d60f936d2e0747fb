import type { Readable } from 'node:stream';

/** A file of a GraphQL multipart request, as a resolver gets it: all of its bytes have come. */
export interface UploadedFile {
  readonly filename: string;
  /** As the client declared it. */
  readonly mimetype: string;
  /** The bytes from their beginning, each time. */
  createReadStream(): Readable;
}
