import type { Clock } from '../clock/clock.js';
import { loggableError } from '../errors/unexpected-error.js';
import type { Log } from '../logging/log.js';
import type { ObjectStore } from '../storage/object-store.js';
import { isStoreFault } from '../storage/storage.errors.js';

/** After what time something that could not be done is tried again. */
const PAUSE_MS = 60 * 60 * 1000;

/**
 * Works through what is due, batch by batch. Bytes that cannot be used although the store is well, such as a damaged
 * object, are left out for an hour: they must not stand in the way of all that comes after them.
 */
export class Round {
  private readonly failures = new Map<string, { readonly first: number; readonly last: number }>();

  constructor(private readonly parts: { readonly store: ObjectStore; readonly clock: Clock; readonly log: Log }) {}

  /** The ids of what is left out: a batch has to be asked for without them. */
  get leftOut(): readonly string[] {
    const since = this.now() - PAUSE_MS;
    return [...this.failures].filter(([, { last }]) => last > since).map(([id]) => id);
  }

  /** For how long it has been tried in vain, in milliseconds. */
  failingFor(id: string): number {
    const failure = this.failures.get(id);
    return failure === undefined ? 0 : this.now() - failure.first;
  }

  /** Works through a batch; answers what was done. Ends early with the signal, and throws what is no fault of the bytes. */
  async work<Item extends { readonly id: string }>(
    batch: readonly Item[],
    todo: { readonly each: (item: Item) => Promise<void>; readonly ending: AbortSignal | undefined },
  ): Promise<readonly Item[]> {
    const done: Item[] = [];
    for (const item of batch) {
      if (isEnding(todo)) break;
      try {
        await todo.each(item);
        this.failures.delete(item.id);
        done.push(item);
      } catch (error) {
        if (isEnding(todo)) break;
        if (!isStoreFault(error)) throw error;
        await this.parts.store.check();
        this.note(item.id, error);
      }
    }
    return done;
  }

  private note(id: string, error: unknown): void {
    const now = this.now();
    this.failures.set(id, { first: this.failures.get(id)?.first ?? now, last: now });
    this.parts.log.error({ object: id, error: loggableError(error) }, 'The bytes of a stored object cannot be used.');
  }

  private now(): number {
    return this.parts.clock.now().getTime();
  }
}

function isEnding({ ending }: { readonly ending: AbortSignal | undefined }): boolean {
  return ending?.aborted === true;
}
