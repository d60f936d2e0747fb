import type { ReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { processRequest, Upload, type FileUpload } from 'graphql-upload-minimal';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { LimitedBody } from './limited-body.js';

const MAXIMUM_FILES = 10;

/**
 * Reads a GraphQL multipart request up to its first file. The library would cut a file short in silence, so it is
 * given no limit for files: the body is counted here, each file where it is stored.
 */
export async function readMultipart(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<unknown> {
  const body = new LimitedBody(request, limit);
  const told = (cause: unknown) => body.failure ?? requestError(cause);
  try {
    const operations = await processRequest(body as unknown as IncomingMessage, response, {
      maxFieldSize: limit,
      maxFiles: MAXIMUM_FILES,
    });
    for (const upload of uploadsIn(operations)) upload.promise = naming(upload.promise, told);
    return operations;
  } catch (cause) {
    throw told(cause);
  }
}

/** The file with errors that say what happened, whether it never came or broke off. */
function naming(file: Promise<FileUpload>, told: (cause: unknown) => Error): Promise<FileUpload> {
  const named = file.then(
    (arrived): FileUpload => ({ ...arrived, createReadStream: () => namedStream(arrived, told) }),
    (cause: unknown) => {
      throw told(cause);
    },
  );
  // A file that no resolver asks for must not end the process when it does not come.
  named.catch(() => undefined);
  return named;
}

function namedStream(file: FileUpload, told: (cause: unknown) => Error): ReadStream {
  const named = new PassThrough();
  // It may break before it is read: whoever reads it then still finds the error.
  named.on('error', () => undefined);
  try {
    const source = file.createReadStream();
    source.once('error', (cause) => named.destroy(told(cause)));
    source.pipe(named);
  } catch (cause) {
    // It broke off before anyone read it.
    named.destroy(told(cause));
  }
  // The library's types say a file's stream; any readable does.
  return named as unknown as ReadStream;
}

function requestError(cause: unknown): Error {
  if (cause instanceof ThingstoreError) return cause;
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
