import { InvalidArguments } from '../errors/invalid-arguments.js';

/** When the clock is to archive and to delete an entry; null: never. A time that is past means at once. */
export interface EntryDirectives {
  readonly archiveAt: Date | null;
  readonly deleteAt: Date | null;
}

/** What a caller may say of them: a value sets, null clears. */
interface AskedDirectives {
  readonly archiveAt?: Date | null | undefined;
  readonly deleteAt?: Date | null | undefined;
}

/** Both as they are asked for; null when neither is. Errors: INVALID_ARGUMENTS deleteAt. */
export function parseGivenDirectives(asked: AskedDirectives): EntryDirectives | null {
  return asked.archiveAt === undefined && asked.deleteAt === undefined ? null : parseDirectives(asked);
}

/** Errors: INVALID_ARGUMENTS deleteAt, when it is before archiveAt. */
export function parseDirectives(asked: AskedDirectives): EntryDirectives {
  const { archiveAt = null, deleteAt = null } = asked;
  if (archiveAt !== null && deleteAt !== null && deleteAt < archiveAt) {
    throw new InvalidArguments('deleteAt', 'An entry is archived before it is deleted: deleteAt is before archiveAt.');
  }
  return { archiveAt, deleteAt };
}
