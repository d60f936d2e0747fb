import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ApiClient } from './api-client.js';
import { waitUntilNothingIsHeldBack } from './feed-horizon.js';
import { graphql } from './generated/index.js';
import type { HistoryPageQueryVariables } from './generated/graphql.js';

export const HISTORY_PAGE = graphql(`
  query HistoryPage(
    $createdAt: DateTimeRange
    $changedAt: DateTimeRange
    $filter: ResourceChangeFilter
    $direction: OrderDirection
    $first: Int
    $after: Cursor
  ) {
    resourceChanges(
      createdAt: $createdAt
      changedAt: $changedAt
      filter: $filter
      direction: $direction
      first: $first
      after: $after
    ) {
      nodes {
        cursor
        action
        resourceId
        version
        path
        previousPath
        archiveAt
        deleteAt
        sourceId
        data
        details {
          size
        }
        metadata
        changedAt
        resource {
          id
        }
      }
      edges {
        cursor
        node {
          version
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

export const PAST_ENTRY = graphql(`
  query PastEntry($id: ID!, $asOf: DateTime!) {
    resource(id: $id, asOf: $asOf) {
      ...PastFields
    }
  }
  fragment PastFields on ResourceEntry {
    id
    path
    type
    kind
    data
    metadata
    version
    updatedAt
    archivedAt
    details {
      key
    }
    signedUrl {
      url
      expiresAt
    }
    access {
      role
      canUpdate
      canDelete
      grantedThrough {
        ownerId
        path
      }
    }
    ... on Resource {
      writeableUrl {
        url
      }
    }
    ... on ResourcePointer {
      isOrphaned
      sourceReference {
        resourceId
        path
        state
      }
    }
  }
`);

export const PAST_PLACE = graphql(`
  query PastPlace($ownerId: ID!, $coownerId: ID, $path: String!, $asOf: DateTime!) {
    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path, asOf: $asOf) {
      ...PastFields
    }
  }
`);

/** A page of the history, once nothing that is committed is held back. */
export async function historyPage(client: ApiClient, variables: HistoryPageQueryVariables) {
  await waitUntilNothingIsHeldBack(client.url);
  return (await client.request(HISTORY_PAGE, variables)).resourceChanges;
}

/** "<action> <version> <path>" of each change of a page. */
export async function told(client: ApiClient, variables: HistoryPageQueryVariables): Promise<readonly string[]> {
  const { nodes } = await historyPage(client, variables);
  return nodes.map(({ action, version, path }) => `${action} ${version.toString()} ${path}`);
}

const root = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The pieces of SQL in docs/history.md, in their order. */
export async function documentedSql(): Promise<readonly string[]> {
  const page = await readFile(root('docs/history.md'), 'utf8');
  return [...page.matchAll(/^```sql\n([^]*?)^```$/gm)].map(([, text = '']) => text);
}

/** Runs docs/examples/history.mjs as a client; answers the lines that it prints. */
export async function runExample(client: ApiClient, ...args: readonly string[]): Promise<readonly string[]> {
  const token = client.authorization?.replace('Bearer ', '') ?? '';
  const env = { PATH: process.env['PATH'], THINGSTORE_URL: client.url, THINGSTORE_TOKEN: token };
  const { stdout } = await promisify(execFile)(process.execPath, [root('docs/examples/history.mjs'), ...args], { env });
  return stdout.trim().split('\n');
}
