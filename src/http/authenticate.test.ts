import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import express from 'express';
import { hashApiKey, newApiKey } from '../auth/api-key.js';
import { Authentication } from '../auth/authentication.js';
import { SessionTokens } from '../auth/session-token.js';
import { systemClock } from '../clock/clock.js';
import { systemRandom } from '../clock/random.js';
import { sql } from '../database/sql.js';
import { createLog } from '../logging/log.js';
import { makeProject, openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { authenticate, type Door, type DoorParts } from './authenticate.js';
import { errorHandler } from './error-answer.js';
import { identify } from './identify.js';

const random = systemRandom(systemClock);
const KEY = newApiKey(random);

describe('a door', () => {
  let opened: OpenedTestDatabase;
  let authentication: Authentication;
  before(async () => {
    opened = await openTestDatabase();
    const { database } = opened;
    const tokens = new SessionTokens({ secret: Buffer.alloc(32, 's'), lifetimeMs: 1000, clock: systemClock });
    authentication = new Authentication({ database, tokens, outsideIssuer: null, clock: systemClock });
    await makeProject(database, { id: 'p', device: 'cam-1' });
    await database.statement(sql`
      insert into api_key (project_id, id, name, key_hash, created_at)
      values ('p', ${random.id()}, 'x', ${hashApiKey(KEY)}, now())`);
  });
  after(() => opened.close());

  /** The status of requests with the key, with another, and without one. */
  async function statuses(door: Door, requireApiKey: DoorParts['requireApiKey']): Promise<readonly number[]> {
    const server = createServer(
      express()
        .use(identify({ random, addressOf: () => 'unknown' }))
        .use(authenticate({ authentication, requireApiKey }, door))
        .use((_request, response) => response.sendStatus(204))
        .use(errorHandler(createLog('silent'))),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const ask = async (headers: Record<string, string>) => (await fetch(url, { headers })).status;
    try {
      return [await ask({ 'x-api-key': KEY }), await ask({ 'x-api-key': `${KEY}x` }), await ask({})];
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it('of REST needs an API key where rest or all doors need one', async () => {
    assert.deepEqual(await statuses('REST', 'rest'), [204, 401, 401]);
    assert.deepEqual(await statuses('REST', 'all'), [204, 401, 401]);
    assert.deepEqual(await statuses('REST', 'none'), [204, 401, 204]);
  });

  it('of GraphQL needs one where all doors do', async () => {
    assert.deepEqual(await statuses('GRAPHQL', 'all'), [204, 401, 401]);
    assert.deepEqual(await statuses('GRAPHQL', 'rest'), [204, 401, 204]);
    assert.deepEqual(await statuses('GRAPHQL', 'none'), [204, 401, 204]);
  });
});
