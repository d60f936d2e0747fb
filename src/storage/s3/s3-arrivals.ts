import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { S3Config } from '../../config/config.js';
import { loggableError } from '../../errors/unexpected-error.js';
import type { Log } from '../../logging/log.js';
import { isObjectKey } from '../object-key.js';
import type { Arrival, ArrivalListener } from '../object-store.js';
import { S3Client } from './s3-client.js';
import { isAway } from './s3-fault.js';
import { UPLOAD_ID_HEADER } from './s3-links.js';
import type { S3Preparation } from './s3-preparation.js';

/** How often the store says that it is still there, in seconds. */
const PING_SECONDS = 3;
/** Several pings. */
const SILENCE_MS = 10_000;
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 60_000;

/** A line of MinIO's event stream, as far as it concerns us; others are pings. */
const Line = z.object({
  Records: z
    .array(
      z.object({
        s3: z.object({
          object: z.object({ key: z.string(), userMetadata: z.record(z.string(), z.string()).optional() }),
        }),
      }),
    )
    .nullable(),
});

/** What a store answers that is no MinIO, or that does not let this account listen. */
class DoesNotTell extends Error {}

/** Hears from a MinIO what is written into the bucket, over a connection that stands: an extension that plain S3 lacks. */
export class S3Arrivals {
  constructor(
    private readonly parts: { readonly config: S3Config; readonly preparation: S3Preparation; readonly log: Log },
  ) {}

  /** Listens, again and again when the connection ends, until the signal or until the store turns out not to tell. */
  async tell(listener: ArrivalListener, until: AbortSignal): Promise<void> {
    const { config, preparation, log } = this.parts;
    const client = new S3Client({ ...config, timeoutMs: SILENCE_MS });
    until.addEventListener('abort', () => {
      client.close();
    });
    const isOver = (): boolean => until.aborted;
    let pause = SHORTEST_PAUSE_MS;
    const past = { hasTold: false };
    while (!isOver()) {
      try {
        await preparation.ready();
        if (isOver()) return;
        await listen(client, {
          bucketName: config.bucket,
          until,
          listener,
          // A connection that is taken and cut at once is no reason to hurry.
          onLine: () => {
            pause = SHORTEST_PAUSE_MS;
            past.hasTold = true;
          },
        });
      } catch (cause) {
        if (isOver()) return;
        // One that told before is asked again, whatever stands in front of it now.
        if (!isAway(cause) && !past.hasTold) {
          log.info(
            { error: loggableError(cause) },
            'The object store does not tell of uploads: clients call completeUpload.',
          );
          return;
        }
        log.debug({ error: loggableError(cause) }, 'The object store does not tell of uploads at the moment.');
      }
      await delay(pause, undefined, { signal: until, ref: false }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

/** Ends when the connection does. */
async function listen(
  client: S3Client,
  stream: { bucketName: string; until: AbortSignal; listener: ArrivalListener; onLine: () => void },
): Promise<void> {
  const { bucketName, until, listener, onLine } = stream;
  const query = `events=${encodeURIComponent('s3:ObjectCreated:*').replace('*', '%2A')}&ping=${PING_SECONDS.toString()}`;
  const answer = await client.makeRequestAsync({ method: 'GET', bucketName, query });
  const end = () => answer.destroy();
  until.addEventListener('abort', end);
  try {
    // Other stores take this for a question for the list of objects.
    if (answer.headers['content-type'] !== 'text/event-stream') throw new DoesNotTell('It answers something else.');
    listener.onListening();
    for await (const line of linesOf(answer)) {
      onLine();
      for (const arrival of arrivalsIn(line)) listener.onArrival(arrival);
    }
  } finally {
    until.removeEventListener('abort', end);
    answer.destroy();
  }
}

async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  let begun = '';
  const chunks: AsyncIterable<string> = answer.setEncoding('utf8');
  for await (const chunk of chunks) {
    const lines = `${begun}${chunk}`.split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
}

function arrivalsIn(line: string): readonly Arrival[] {
  if (line.trim() === '') return [];
  // What cannot be read is missed, and found later.
  const { data } = Line.safeParse(jsonIn(line));
  return (data?.Records ?? []).flatMap(({ s3 }) => {
    const key = s3.object.key.replaceAll('%2F', '/');
    return isObjectKey(key) ? [{ key, uploadId: uploadIdIn(s3.object.userMetadata ?? {}) }] : [];
  });
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function uploadIdIn(metadata: Readonly<Record<string, string>>): string | null {
  const found = Object.entries(metadata).find(([name]) => name.toLowerCase() === UPLOAD_ID_HEADER);
  return found?.[1] ?? null;
}
