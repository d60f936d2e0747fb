import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import type { ObjectStore } from '../storage/object-store.js';

/**
 * One round through everything that is due, batch by batch. What cannot be done although the store is well, such as a
 * damaged object, is left out until the next round: it must not stand in the way of all that comes after it.
 */
export class Round {
  private readonly failed = new Set<string>();

  constructor(private readonly parts: { readonly store: ObjectStore; readonly log: Log }) {}

  /** The ids of what is left out: a batch has to be asked for without them. */
  get leftOut(): readonly string[] {
    return [...this.failed];
  }

  /** Works through a batch; answers what was done. Ends early with the signal, and throws when the store is away. */
  async work<Item extends { readonly id: string }>(
    batch: readonly Item[],
    todo: { readonly each: (item: Item) => Promise<void>; readonly ending: AbortSignal | undefined },
  ): Promise<readonly Item[]> {
    const done: Item[] = [];
    for (const item of batch) {
      if (todo.ending?.aborted === true) break;
      try {
        await todo.each(item);
        done.push(item);
      } catch (error) {
        await this.parts.store.check();
        this.failed.add(item.id);
        this.parts.log.error(
          { object: item.id, error: loggableError(error) },
          'The bytes of a stored object cannot be used.',
        );
      }
    }
    return done;
  }

  /** Whether there may be more in this round; after the last batch a new one begins. */
  endsAfter(batch: { readonly length: number }, full: number): boolean {
    const isLast = batch.length < full;
    if (isLast) this.failed.clear();
    return isLast;
  }
}
