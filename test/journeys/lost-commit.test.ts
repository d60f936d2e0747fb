import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { CutCommit } from '../support/cut-commit.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { entryAt } from '../support/entries.js';
import { graphql } from '../support/generated/index.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';
import { download, picture, put, requestUpload } from '../support/uploads.js';

const CREATE = graphql(`
  mutation LostCommitCreate($input: CreateResourceInput!) {
    createResource(input: $input) {
      id
    }
  }
`);
/** What the transaction says that makes bytes the content of a resource. */
const STORING = `set state = 'STORED'`;

describe('a file whose transaction committed, though the answer of PostgreSQL never came', () => {
  let database: FreshDatabase;
  let line: CutCommit;
  let thingstore: TestThingstore;
  let camera: ApiClient;
  let records: Records;
  before(async () => {
    database = await freshDatabase();
    line = await CutCommit.open(database.url);
    thingstore = await startThingstore({ databaseUrl: line.url });
    camera = await thingstore.thing('cam-1');
    records = await Records.open(database.url);
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
    await line.close();
    await database.drop();
  });

  /** It is there to read, and nothing is about to take its bytes away. */
  async function assertKept(path: string, bytes: Buffer): Promise<void> {
    const standing = await entryAt(camera, { ownerId: 'cam-1', path });
    assert.ok((await download(standing?.signedUrl?.url ?? '')).equals(bytes));
    const objects = await records.ask<{ state: string }>(
      `select o.state from stored_object o join resource r on r.object_id = o.id where r.path = '${path}'`,
    );
    assert.deepEqual(objects, [{ state: 'STORED' }]);
  }

  it('keeps its bytes when it came inside a GraphQL request', async () => {
    const bytes = await picture('png');
    line.cutAfter(STORING);
    const answer = await camera.upload(
      CREATE,
      { input: { ownerId: 'cam-1', path: 'lost/direct', file: null } },
      { path: 'variables.input.file', name: 'file.png', type: 'image/png', bytes },
    );
    assert.ok(line.isCut);
    assert.equal(answer.errors?.[0]?.extensions.code, 'SERVICE_UNAVAILABLE');
    await assertKept('lost/direct', bytes);
  });

  it('keeps its bytes when it came by a signed URL, and a second PUT is told that all is well', async () => {
    const bytes = await picture('jpeg');
    const { upload, resource } = await requestUpload(camera, {
      ownerId: 'cam-1',
      path: 'lost/put',
      type: 'image/jpeg',
    });
    line.cutAfter(STORING);
    assert.equal((await put(upload, bytes)).status, 503);
    assert.ok(line.isCut);
    await assertKept('lost/put', bytes);
    const { status, body } = await put(upload, bytes);
    assert.deepEqual([status, body.resourceId], [201, resource.id]);
    await assertKept('lost/put', bytes);
  });
});
