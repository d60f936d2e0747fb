import { InvalidArguments } from '../errors/invalid-arguments.js';

/** When the clock is to archive and to delete an entry; null: never. A time that is past means at once. */
export interface EntryDirectives {
  readonly archiveAt: Date | null;
  readonly deleteAt: Date | null;
}

/** What a caller says of them: a value sets, null clears, absent leaves. */
export interface GivenDirectives {
  readonly archiveAt?: Date | null | undefined;
  readonly deleteAt?: Date | null | undefined;
}

/** Those that are asked for; null when none is. Errors: INVALID_ARGUMENTS deleteAt. */
export function parseGivenDirectives({ archiveAt, deleteAt }: GivenDirectives): GivenDirectives | null {
  parseDirectives({ archiveAt, deleteAt });
  if (archiveAt === undefined && deleteAt === undefined) return null;
  return { ...(archiveAt === undefined ? {} : { archiveAt }), ...(deleteAt === undefined ? {} : { deleteAt }) };
}

/**
 * What is given over what stands, when that cannot be refused any more: a directive that stood, and would now come in the
 * wrong order, gives way to the one that is given.
 */
export function directivesOver(standing: EntryDirectives, given: GivenDirectives | null): EntryDirectives {
  const { archiveAt = standing.archiveAt, deleteAt = standing.deleteAt } = given ?? {};
  if (archiveAt === null || deleteAt === null || deleteAt >= archiveAt) return { archiveAt, deleteAt };
  return given?.deleteAt == null ? { archiveAt, deleteAt: null } : { archiveAt: null, deleteAt };
}

/** Errors: INVALID_ARGUMENTS deleteAt, when it is before archiveAt. */
export function parseDirectives(asked: GivenDirectives): EntryDirectives {
  const { archiveAt = null, deleteAt = null } = asked;
  if (archiveAt !== null && deleteAt !== null && deleteAt < archiveAt) {
    throw new InvalidArguments('deleteAt', 'An entry is archived before it is deleted: deleteAt is before archiveAt.');
  }
  return { archiveAt, deleteAt };
}
