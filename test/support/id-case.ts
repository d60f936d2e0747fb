import type { IdKind, Ids } from './foreign-world.js';

/** How an id is put at one place of the schema. */
export interface IdCase {
  readonly kind: IdKind;
  /** With $id; what else it needs is of the limited account's own. */
  readonly query: (base: Ids) => string;
  /** With a file beside it, as $file. */
  readonly sendsFile?: true;
  /** Ids that are not to be compared here, each for a reason. */
  readonly except?: readonly ('hidden' | 'deleted' | 'other' | 'foreign')[];
  /** Ids whose history its Root account may still read. */
  readonly keptForRoot?: 'deleted';
  /** Why. */
  readonly because?: string;
}

/** The places of the schema that take an id. */
export type IdCases = Readonly<Record<string, IdCase>>;

export const USERS_ARE_NAMED = 'an account is named by its id by whoever may give it something: it need not be seen';
