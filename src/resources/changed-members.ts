import { isSameJson } from '../request/json-containment.js';
import type { ResourceRow } from './resource-row.js';

/** The names under which history tells what a change touched; the kind follows from type and path. */
const MEMBER_NAMES = {
  path: 'path',
  type: 'type',
  data: 'data',
  metadata: 'metadata',
  data_created_at: 'dataCreatedAt',
  archive_at: 'archiveAt',
  delete_at: 'deleteAt',
} as const satisfies Partial<Record<keyof ResourceRow, string>>;

type Member = keyof typeof MEMBER_NAMES;

/** Which of these members of an entry would be others than they are. */
export function namesOfChanged(standing: ResourceRow, members: Partial<Pick<ResourceRow, Member>>): string[] {
  const named = Object.keys(MEMBER_NAMES) as Member[];
  return named
    .filter((name) => name in members && !isSameValue(standing[name], members[name]))
    .map((name) => MEMBER_NAMES[name]);
}

function isSameValue(one: unknown, other: unknown): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  return !(one instanceof Date) && !(other instanceof Date) && isSameJson(one, other);
}
