/** What an entry has that was read from the history: it is as it was then, and nobody can write to it any more. */
export interface Past {
  readonly asOf: Date;
  /** Until when its bytes can be had: for ever as far as anybody knows, until they are purged, or not at all. */
  readonly bytes: 'KEPT' | 'GONE' | { readonly until: Date };
}
