import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { ApiClient } from './api-client.js';
import { openClockedJobs, type ClockedJobs } from './clocked-jobs.js';
import { createOwner } from './entries.js';
import type { OwnerResourcesPolicy } from './generated/graphql.js';
import { graphql } from './generated/index.js';
import { deleteOwner } from './lifecycle.js';
import { Records } from './records.js';
import { SetClock } from './set-clock.js';
import { startThingstore, type TestThingstore } from './thingstore.js';
import { until } from './until.js';
import { keyOf, put, requestUpload } from './uploads.js';

const HOUR = 60 * 60 * 1000;
/** How long bytes are kept after the last resource let go of them. */
export const GRACE = 3 * HOUR;

/** What is left of an owner, or of its id, for who administrates the project. */
export const REVIVED = graphql(`
  query RemovalRevived($id: ID!) {
    owner(id: $id) {
      name
      kind
      group {
        id
      }
      thingKeys {
        id
      }
      members {
        role
      }
      things {
        totalCount
      }
      domain {
        path
      }
      deletedAt
    }
    roleAssignments(scope: { ownerId: $id }) {
      scope {
        ownerId
      }
    }
  }
`);

/** The code of a refusal. */
export const codeOf = async (refusal: Promise<{ readonly extensions: { readonly code: string } }>) =>
  (await refusal).extensions.code;

/** A Thingstore with a set clock in which owners come and go. */
export class OwnerRemovals {
  private count = 0;

  private constructor(
    readonly clock: SetClock,
    readonly thingstore: TestThingstore,
    private readonly opened: { readonly records: Records; readonly jobs: ClockedJobs },
  ) {}

  static async open(): Promise<OwnerRemovals> {
    const clock = new SetClock();
    const thingstore = await startThingstore({ clock, settings: { PURGE_GRACE: '3h', TOKEN_LIFETIME: '20d' } });
    const records = await Records.open(thingstore.databaseUrl);
    const jobs = await openClockedJobs(thingstore, { clock, purgeGraceMs: GRACE });
    return new OwnerRemovals(clock, thingstore, { records, jobs });
  }

  get records(): Records {
    return this.opened.records;
  }

  get jobs(): ClockedJobs {
    return this.opened.jobs;
  }

  get root(): ApiClient {
    return this.thingstore.root;
  }

  /** A new owner with an id of its own. */
  async make(kind: 'DEVICE' | 'GROUP' = 'DEVICE', groupId?: string): Promise<string> {
    this.count += 1;
    const id = `${kind.toLowerCase()}-${this.count.toString()}`;
    await createOwner(this.root, { id, kind, name: id, ...(groupId === undefined ? {} : { groupId }) });
    return id;
  }

  /** A READY file. */
  async file(ownerId: string, path: string) {
    const ticket = await requestUpload(this.root, { ownerId, path, type: 'video/mp4' });
    const bytes = randomBytes(100);
    assert.equal((await put(ticket.upload, bytes)).status, 201);
    return { id: ticket.resource.id, key: keyOf(ticket.upload.url), bytes };
  }

  /** Deletes the owner, and waits until all that belonged to it has been put away. */
  async remove(id: string, resources?: OwnerResourcesPolicy) {
    const deleted = await deleteOwner(this.root, { id, ...(resources === undefined ? {} : { resources }) });
    await this.untilPutAway(id);
    return deleted;
  }

  async untilPutAway(ownerId: string): Promise<void> {
    await until(async () => {
      await this.jobs.removeOwners.run();
      return (await this.records.ask('select 1 from owner_removal where owner_id = $1', ownerId)).length === 0;
    });
  }

  /** "<action> by <actor>" of each change of the entry. */
  async actions(id: string): Promise<readonly string[]> {
    return (await this.records.history(id)).map(({ action, actor_kind: actor }) => `${action} by ${actor}`);
  }

  async close(): Promise<void> {
    await this.jobs.close();
    await this.records.close();
    await this.thingstore.stop();
  }
}
