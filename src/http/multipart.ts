import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { processRequest, Upload } from 'graphql-upload-minimal';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import type { UploadedFile } from '../request/uploaded-file.js';
import type { BodyLimits } from './limited-body.js';
import { MultipartBody } from './multipart-body.js';

const MAXIMUM_FILES = 10;

/**
 * Reads a GraphQL multipart request to its end, as a JSON request is: nothing of it is executed before all of it has
 * come, so that its files may come in any order, and a client that is lost on the way leaves nothing behind. The library
 * would cut a file short in silence, so it is given no limit for files: the body is counted here, each file where it is
 * stored. Errors: INVALID_ARGUMENTS file, PAYLOAD_TOO_LARGE.
 */
export async function readMultipart(
  request: IncomingMessage,
  response: ServerResponse,
  limits: BodyLimits,
): Promise<unknown> {
  const body = new MultipartBody(request, limits);
  try {
    // The library's types say a request; any readable with its headers does.
    const operations = await processRequest(body as unknown as IncomingMessage, response, {
      maxFieldSize: limits.size,
      maxFiles: MAXIMUM_FILES,
    });
    const files = await body.files();
    for (const upload of uploadsIn(operations)) {
      Object.assign(upload, { promise: Promise.resolve(arrived(upload, files)) });
    }
    return operations;
  } catch (cause) {
    throw body.failure ?? requestError(cause);
  }
}

function arrived({ file }: Upload, files: ReadonlyMap<string, readonly Buffer[]>): UploadedFile {
  const bytes = file === undefined ? undefined : files.get(file.fieldName);
  if (file === undefined || bytes === undefined) throw notWhole();
  // A part may be a file by its type alone, whatever the library's types say.
  const { filename = '', mimetype } = file as Partial<Upload['file']> & { readonly mimetype: string };
  return { filename, mimetype, createReadStream: () => Readable.from(bytes) };
}

function requestError(cause: unknown): Error {
  if (cause instanceof ThingstoreError) return cause;
  const isTooMuch = cause instanceof Error && 'status' in cause && cause.status === 413;
  return isTooMuch
    ? new InvalidArguments('file', `One request carries at most ${MAXIMUM_FILES.toString()} files.`)
    : notWhole();
}

function notWhole(): InvalidArguments {
  return new InvalidArguments(
    'file',
    'The multipart request is not whole: operations, map and each file, in this order.',
  );
}

function* uploadsIn(value: unknown): Generator<Upload> {
  if (value instanceof Upload) yield value;
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* uploadsIn(member);
}
