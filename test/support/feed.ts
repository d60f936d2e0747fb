import { print, type DocumentNode } from 'graphql';
import WebSocket from 'ws';
import type { ApiClient } from './api-client.js';
import { waitUntilNothingIsHeldBack } from './feed-horizon.js';
import { graphql } from './generated/index.js';
import type { CreateResourceInput, FeedVersionsSubscription, ResourceChangeFilter } from './generated/graphql.js';
import { Records } from './records.js';

export const FEED_CHANGED = graphql(`
  subscription FeedChanged($filter: ResourceChangeFilter, $after: Cursor) {
    resourceChanged(filter: $filter, after: $after) {
      cursor
      action
      changed
      changedAt
      version
      actor {
        kind
        id
      }
      resourceId
      projectId
      ownerId
      coownerId
      path
      previousPath
      type
      kind
      data
      details {
        size
        sha256
        contentType
      }
      metadata
      createdAt
      updatedAt
      archivedAt
      deletedAt
      resource {
        version
        path
        data
        signedUrl {
          url
        }
      }
    }
  }
`);

export const FEED_ADDED = graphql(`
  subscription FeedAdded($filter: ResourceChangeFilter, $after: Cursor) {
    resourceAdded(filter: $filter, after: $after) {
      action
      resourceId
      path
      details {
        sha256
      }
      resource {
        signedUrl {
          url
        }
      }
    }
  }
`);

export const FEED_VERSIONS = graphql(`
  subscription FeedVersions($filter: ResourceChangeFilter, $after: Cursor) {
    resourceChanged(filter: $filter, after: $after) {
      cursor
      action
      resourceId
      version
    }
  }
`);

/** The same with what makes an event large. */
export const FEED_VALUES = graphql(`
  subscription FeedValues($filter: ResourceChangeFilter, $after: Cursor) {
    resourceChanged(filter: $filter, after: $after) {
      cursor
      action
      resourceId
      version
      data
    }
  }
`);

const CURSOR = graphql(`
  query FeedCursor {
    changeCursor
  }
`);

const CREATE = graphql(`
  mutation FeedCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);

export const FEED_UPDATE = graphql(`
  mutation FeedUpdate($input: UpdateResourceInput!) {
    updateResource(input: $input) {
      id
      version
    }
  }
`);

export const FEED_DELETE = graphql(`
  mutation FeedDelete($input: DeleteResourcesInput!) {
    deleteResources(input: $input)
  }
`);

/** One event, as far as order goes. */
export type FeedVersion = FeedVersionsSubscription['resourceChanged'];

/**
 * The feed now, past all that is committed. A transaction that is open anywhere in the PostgreSQL that all test files
 * share holds the cursor back, and what was committed before would come once more: rightly, but not in every test.
 */
export async function feedNow(client: ApiClient): Promise<string> {
  await waitUntilNothingIsHeldBack(client.url);
  return feedCursor(client);
}

/** The feed now, where nobody else uses the PostgreSQL. */
export async function feedCursor(client: ApiClient): Promise<string> {
  return (await client.request(CURSOR, {})).changeCursor;
}

/** Makes a JSON resource; answers its id. */
export async function createJson(
  client: ApiClient,
  input: Pick<CreateResourceInput, 'ownerId' | 'path' | 'coownerId' | 'type' | 'metadata' | 'data'>,
): Promise<string> {
  return (await client.request(CREATE, { input: { data: {}, ...input } })).createResource.id;
}

/** Gives a JSON resource another value. */
export async function updateJson(client: ApiClient, id: string, data: object): Promise<void> {
  await client.request(FEED_UPDATE, { input: { id, data } });
}

export async function deleteByIds(client: ApiClient, ids: readonly string[]): Promise<void> {
  await client.request(FEED_DELETE, { input: { ids } });
}

/** "<action> <resource> <version>" of each change, in the feed's order. */
export function lines(
  changes: readonly { readonly action: string; readonly resourceId: string; readonly version: number }[],
): readonly string[] {
  return changes.map(({ action, resourceId, version }) => `${action} ${resourceId} ${version.toString()}`);
}

/** The same lines, as the history table has them. */
export async function historyLines(databaseUrl: string): Promise<readonly string[]> {
  const records = await Records.open(databaseUrl);
  try {
    const rows = await records.ask<{ action: string; resourceId: string; version: number }>(
      `select action, resource_id as "resourceId", version from resource_change
       order by resource_change.epoch, resource_change.xid, resource_change.seq`,
    );
    return lines(rows);
  } finally {
    await records.close();
  }
}

/** A subscriber with its hands on the socket: it may stop reading, and may drop the line without a word. */
export class FeedSocket {
  readonly events: FeedVersion[] = [];
  readonly closed: Promise<void>;
  private waiting: (() => void) | undefined;

  private constructor(
    private readonly socket: WebSocket,
    /** Called with each event, before `until` looks. */
    private readonly onEvent: (event: FeedVersion) => void,
  ) {
    this.closed = new Promise((resolve) => socket.once('close', resolve)).then(() => this.waiting?.());
    socket.on('error', () => undefined);
    socket.on('message', (message: Buffer) => {
      this.take(JSON.parse(message.toString()) as SocketMessage);
    });
  }

  static async open(
    client: ApiClient,
    { document = FEED_VERSIONS, ...variables }: FeedQuestion,
    onEvent: (event: FeedVersion) => void = () => undefined,
  ): Promise<FeedSocket> {
    const socket = new WebSocket(`${client.url.replace(/^http/, 'ws')}/graphql`, 'graphql-transport-ws');
    const subscriber = new FeedSocket(socket, onEvent);
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject).once('open', resolve);
    });
    const { authorization } = client;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    await new Promise((resolve) => socket.once('message', resolve));
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: print(document), variables } }));
    return subscriber;
  }

  /** Waits for the condition, or for the end of the socket. It is asked again after each event. */
  async until(condition: (subscriber: this) => boolean): Promise<void> {
    while (!condition(this) && this.socket.readyState === WebSocket.OPEN) {
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
  }

  /** Reads no more: what the server sends stays in the line. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** The line is cut, without a word to the server. */
  async cut(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }

  private take(message: SocketMessage): void {
    if (message.type === 'ping') this.socket.send(JSON.stringify({ type: 'pong' }));
    if (message.type === 'error' || message.payload?.errors !== undefined) {
      throw new Error(`The subscription failed: ${JSON.stringify(message.payload)}`);
    }
    const event = message.payload?.data?.resourceChanged;
    if (event === undefined) return;
    this.events.push(event);
    this.onEvent(event);
    this.waiting?.();
  }
}

interface FeedQuestion {
  readonly after: string;
  readonly filter?: ResourceChangeFilter;
  readonly document?: DocumentNode;
}

interface SocketMessage {
  readonly type: string;
  readonly payload?: { readonly data?: FeedVersionsSubscription; readonly errors?: unknown };
}
