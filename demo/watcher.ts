import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { Api } from './api.js';
import type { Inference } from './frame.js';
import { isOver, pause, reasonOf } from './pause.js';

const RESOURCE_ADDED = `
  subscription Captures($filter: ResourceChangeFilter, $after: Cursor) {
    resourceAdded(filter: $filter, after: $after) {
      cursor
      ownerId
      path
      dataCreatedAt
      metadata
      details { size }
    }
  }
`;

/** One capture as the subscription tells of it. */
export interface Captured {
  readonly cursor: string;
  readonly ownerId: string;
  readonly path: string;
  readonly dataCreatedAt: string;
  readonly metadata: { readonly inference?: Inference };
  readonly details: { readonly size: number } | null;
}

export interface WatcherParts {
  readonly url: string;
  /** Logs in; asked before each connection, since a token does not last for ever. */
  readonly authorization: () => Promise<string>;
  /** Whose captures. */
  readonly ownerIds: readonly string[];
  readonly onCapture: (captured: Captured) => void;
  readonly ending: AbortSignal;
}

const RECONNECT_MS = 1000;

/** The position of the feed now: a subscription after it misses nothing that comes later. */
export async function currentPosition({
  url,
  authorization,
}: Pick<WatcherParts, 'url' | 'authorization'>): Promise<string> {
  const api = new Api(url, await authorization());
  return (await api.request<{ changeCursor: string }>('{ changeCursor }')).changeCursor;
}

/** Watches until the demo ends. After a lost connection it goes on where it stopped, so that no capture is missed. */
export async function watchCaptures(parts: WatcherParts, start: string): Promise<void> {
  const client = createClient({
    url: `${parts.url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: async () => ({ authorization: await parts.authorization() }),
    // We connect again ourselves: each time with the cursor that was seen last.
    retryAttempts: 0,
  });
  parts.ending.addEventListener('abort', () => void client.dispose());
  let after = start;
  while (!isOver(parts.ending)) {
    try {
      for await (const captured of captures(client, {
        filter: { ownerIds: parts.ownerIds, path: 'captures' },
        after,
      })) {
        after = captured.cursor;
        parts.onCapture(captured);
      }
    } catch (error) {
      if (!isOver(parts.ending)) console.error(`watcher: the connection is lost, trying again: ${reasonOf(error)}`);
      // The server no longer keeps that part of the feed: what came in between is found by a query, not here.
      if (isExpired(error)) after = await currentPosition(parts);
    }
    await pause(RECONNECT_MS, parts.ending);
  }
}

async function* captures(client: Client, variables: Record<string, unknown>): AsyncGenerator<Captured> {
  const results = client.iterate<{ resourceAdded: Captured }>({ query: RESOURCE_ADDED, variables });
  for await (const { data, errors } of results) {
    if (data == null) throw new Error(errors?.[0]?.message ?? 'An event without data.');
    yield data.resourceAdded;
  }
}

/** An error that ended the subscription comes as a list of GraphQL errors. */
function isExpired(error: unknown): boolean {
  const errors = Array.isArray(error) ? (error as { readonly extensions?: { readonly code?: string } }[]) : [];
  return errors.some(({ extensions }) => extensions?.code === 'CURSOR_EXPIRED');
}
