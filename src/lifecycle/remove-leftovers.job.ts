import type { ObjectStore } from '../storage/object-store.js';
import type { Job } from './job.js';

/** Removes what interrupted uploads left in the object store, also while the server runs for months. */
export class RemoveLeftoversJob implements Job {
  readonly name = 'remove leftovers of uploads';
  readonly everyMs = 60 * 60 * 1000;

  constructor(private readonly store: ObjectStore) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    await this.store.removeLeftovers();
    return { hasMore: false };
  }
}
