import { maxHeaderSize, type Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { PayloadTooLarge } from '../errors/payload-too-large.js';
import type { ThingstoreError } from '../errors/thingstore-error.js';
import { refuseBare, type BareAnswerParts } from './bare-answer.js';

/** Refuses in JSON, as all else, what comes to the server and is no request that Node could hand on. */
export function refuseMalformed(server: Server, parts: BareAnswerParts): void {
  server.on('clientError', (error: NodeJS.ErrnoException, connection) => {
    if (mayBeAnswered(connection)) refuseBare(connection, { path: '', error: reasonOf(error) }, parts);
    else connection.destroy();
  });
}

/** Where something was answered before, that may still be under way. */
function mayBeAnswered(connection: Duplex): boolean {
  return connection.writable && connection instanceof Socket && connection.bytesWritten === 0;
}

function reasonOf({ code }: NodeJS.ErrnoException): ThingstoreError {
  if (code === 'HPE_HEADER_OVERFLOW') return new PayloadTooLarge(maxHeaderSize, 'It is that of all headers together.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new InvalidArguments('request', 'The request did not come to its end in time. Send it again.');
  }
  return new InvalidArguments('request', 'This is no HTTP/1.1 request.');
}
