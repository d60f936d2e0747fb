import type { ApiClient } from './api-client.js';
import { graphql } from './generated/index.js';
import type {
  SurveyBucketsQueryVariables,
  SurveyFoldersQueryVariables,
  SurveyNearestQueryVariables,
} from './generated/graphql.js';

export const FOLDERS = graphql(`
  query SurveyFolders($ownerId: ID!, $coownerId: ID, $path: String, $after: String) {
    resourceFolders(ownerId: $ownerId, coownerId: $coownerId, path: $path, after: $after) {
      path
      count
      latest
    }
  }
`);

export const NEAREST = graphql(`
  query SurveyNearest($ownerId: ID!, $path: String, $time: DateTime!, $filter: ResourceFilter) {
    resourceNearest(ownerId: $ownerId, path: $path, time: $time, filter: $filter) {
      id
      path
    }
  }
`);

export const BUCKETS = graphql(`
  query SurveyBuckets(
    $ownerId: ID
    $path: String
    $range: DateTimeRange!
    $interval: BucketInterval!
    $timeZone: String
    $filter: ResourceFilter
  ) {
    resourceBuckets(
      ownerId: $ownerId
      path: $path
      range: $range
      interval: $interval
      timeZone: $timeZone
      filter: $filter
    ) {
      start
      count
    }
  }
`);

/** Paths and counts. */
export async function folders(client: ApiClient, variables: SurveyFoldersQueryVariables) {
  const { resourceFolders } = await client.request(FOLDERS, variables);
  return resourceFolders.map(({ path, count }) => [path, count]);
}

/** The path; null when there is none. */
export async function nearest(client: ApiClient, variables: SurveyNearestQueryVariables): Promise<string | null> {
  return (await client.request(NEAREST, variables)).resourceNearest?.path ?? null;
}

export async function counts(client: ApiClient, variables: SurveyBucketsQueryVariables): Promise<readonly number[]> {
  return (await client.request(BUCKETS, variables)).resourceBuckets.map(({ count }) => count);
}
