import type { Permissions } from '../auth/permissions.js';
import type { Viewer } from '../auth/viewer.js';
import type { Database } from '../database/database.js';
import { sql } from '../database/sql.js';
import { localeChain } from './locale-chain.js';
import type { Spoken } from './merge-translations.js';
import { endOfChildren, type ResourcePath } from '../resources/resource-path.js';

/** Which translations are asked for. */
export interface TranslationsAsked {
  readonly ownerId: string;
  readonly path: ResourcePath;
  readonly locale: string;
  /** Null: none. */
  readonly fallback: string | null;
}

export class TranslationsQueries {
  constructor(
    private readonly database: Database,
    private readonly permissions: Permissions,
  ) {}

  /**
   * The JSON objects directly below the path whose names are the locale, what is above it, or the fallback; most specific
   * first. Names are compared without regard to case; of several the one that is written as BCP 47 has it.
   * Errors: INVALID_ARGUMENTS locale, fallback.
   */
  async find(viewer: Viewer, { ownerId, path, locale, fallback }: TranslationsAsked): Promise<Spoken[]> {
    const fallbacks = fallback === null ? [] : localeChain(fallback, 'fallback');
    const wanted = [...new Set([...localeChain(locale, 'locale'), ...fallbacks])];
    const below = `${path}/`;
    return this.database.statement<Spoken>(sql`
      select wanted.locale, named.data
      from unnest(${wanted}::text[]) with ordinality as wanted (locale, place)
      cross join lateral (
        select r.data from resource r
        where ${this.permissions.readableEntries(viewer, 'r')} and r.archived_at is null
          and r.owner_id = ${ownerId} and r.coowner_id is null
          and r.path >= ${below} and r.path < ${endOfChildren(path)}
          and lower(substr(r.path, length(${below}::text) + 1)) = lower(wanted.locale collate "C")
          and r.kind in ('JSON', 'I18N') and jsonb_typeof(r.data) = 'object'
        order by r.path <> ${below} || wanted.locale, r.path limit 1
      ) named
      order by wanted.place`);
  }
}
