import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

interface FileRow {
  readonly action: string;
  readonly class: string | null;
  readonly format: string | null;
  readonly changed: readonly string[];
}

describe('the history of a file in SQL', () => {
  let thingstore: TestThingstore;
  let thing: ApiClient;
  before(async () => {
    thingstore = await startThingstore();
    thing = await thingstore.thing('logger-1');
  });
  after(() => thingstore.stop());

  async function send(method: string, path: string, body?: FormData | string): Promise<number> {
    const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const headers = { authorization: thing.authorization ?? '', ...type };
    const response = await fetch(`${thingstore.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    await response.arrayBuffer();
    return response.status;
  }

  it('tells its class and format, and which of them changed', async () => {
    const form = new FormData();
    form.append('file', new Blob(['x,y\n']), 'scan.csv');
    assert.equal(await send('POST', '/files', form), 201);
    assert.equal(await send('PUT', '/files/scan.csv', '{"class":"pointcloud","metadata":{"rig":2}}'), 200);
    assert.equal(await send('PUT', '/files/scan.csv', '{"format":"xyz","time":1710000000}'), 200);
    assert.equal(await send('DELETE', '/files/scan.csv'), 204);
    const records = await Records.open(thingstore.databaseUrl);
    const rows = await records.ask<FileRow>(`
      select action, class, format, changed from resource_server.resource where path = 'files/scan.csv' order by version`);
    await records.close();
    assert.deepEqual(
      rows.map((row) => [row.action, row.class, row.format, [...row.changed].sort()]),
      [
        ['CREATED', 'document', 'csv', ['file', 'metadata', 'path']],
        ['UPDATED', 'pointcloud', 'csv', ['class', 'metadata']],
        ['UPDATED', 'pointcloud', 'xyz', ['dataCreatedAt', 'format']],
        ['DELETED', 'pointcloud', 'xyz', ['deletedAt']],
      ],
    );
  });
});
