import assert from 'node:assert/strict';
import type { ApiClient } from './api-client.js';
import { BareLine } from './bare-line.js';
import type { DocumentedOperation } from './rest-document.js';
import { until } from './until.js';

const BODY_BYTES = 1_000_000;
const BOUNDARY = 'between-the-parts';

/** What comes before the bytes, by the type of the body; the first of them ends it. */
const HEADS: Readonly<Record<string, { readonly type: string; readonly begun: (filename: string) => string }>> = {
  'multipart/form-data': {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    begun: (filename) =>
      [
        `--${BOUNDARY}`,
        `Content-Disposition: form-data; name="file"; filename="${filename}"`,
        'Content-Type: text/csv',
        '',
        // Without it the end of the head may still be the start of a boundary.
        'a',
      ].join('\r\n'),
  },
  'application/json': { type: 'application/json', begun: () => '' },
};

/**
 * Asks an operation with a body of which nothing is sent but what comes before its bytes, and answers the status: only a
 * server that decided without them answers at all.
 */
export async function statusBeforeBytes(
  { method, path }: Pick<DocumentedOperation, 'method' | 'path'>,
  client: ApiClient,
  sent: {
    readonly type: string;
    readonly parameters: Readonly<Record<string, string>>;
    /** Of the part with the file. */
    readonly filename: string;
  },
): Promise<number> {
  const head = HEADS[sent.type];
  assert.ok(head !== undefined, `It is not known how a body of ${sent.type} begins.`);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(sent.parameters[name] ?? name));
  const line = await BareLine.open(client.url);
  const lines = [
    `${method} ${filled} HTTP/1.1`,
    'Host: thingstore',
    ...(client.authorization === null ? [] : [`Authorization: ${client.authorization}`]),
    `Content-Type: ${head.type}`,
    `Content-Length: ${BODY_BYTES.toString()}`,
    '\r\n',
  ];
  line.send(lines.join('\r\n') + head.begun(sent.filename));
  await until(() => Promise.resolve(line.received.includes('\r\n\r\n')));
  const status = Number(line.received.split(' ')[1]);
  await line.cut();
  return status;
}
