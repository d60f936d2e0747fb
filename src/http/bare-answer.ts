import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Random } from '../clock/random.js';
import type { ThingstoreError } from '../errors/thingstore-error.js';
import type { Log } from '../logging/log.js';
import { errorAt, occasionOf } from './error-answer.js';
import { headersOf } from './identify.js';

export interface BareAnswerParts {
  readonly random: Random;
  readonly log: Log;
}

/**
 * Refuses what came by a connection on which Node speaks no HTTP (any more, or yet): the answer is written by hand, in
 * the form of its path, and is the last one there.
 */
export function refuseBare(
  connection: Duplex,
  refusal: {
    readonly path: string;
    readonly error: ThingstoreError;
    readonly headers?: Readonly<Record<string, string>>;
  },
  { random, log }: BareAnswerParts,
): void {
  const requestId = random.id();
  const { status, body } = errorAt(refusal.path, refusal.error, occasionOf(requestId, log));
  const text = JSON.stringify(body);
  const headers = {
    ...headersOf(requestId),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    Connection: 'close',
    ...refusal.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  const destroy = () => connection.destroy();
  connection.on('error', destroy).once('finish', destroy);
  connection.end(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`);
}
