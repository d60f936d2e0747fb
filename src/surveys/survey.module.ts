import type { Permissions } from '../auth/permissions.js';
import type { Database } from '../database/database.js';
import { ResourceSurveyQueries } from './resource-survey.queries.js';
import { ResourceSurveyResolver } from './resource-survey.resolver.js';

export const SURVEY_RESOLVERS = [ResourceSurveyResolver];

export function surveyModule({
  database,
  permissions,
}: {
  readonly database: Database;
  readonly permissions: Permissions;
}) {
  return { resolvers: [new ResourceSurveyResolver(new ResourceSurveyQueries(database, permissions))] };
}
