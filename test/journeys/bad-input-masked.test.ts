import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ApiClient, type ApiError } from '../support/api-client.js';
import { createEntry, createOwner } from '../support/entries.js';
import { Records } from '../support/records.js';
import { askOverSocket } from '../support/socket.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';
import { requestUpload } from '../support/uploads.js';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { token } }';
const ISSUE = 'mutation { issueThingKey(input: { ownerId: "cam-1" }) { key } }';

describe('an error that was not meant for clients', () => {
  let thingstore: TestThingstore;
  let records: Records;
  before(async () => {
    thingstore = await startThingstore();
    records = await Records.open(thingstore.databaseUrl);
    await createOwner(thingstore.root, { id: 'cam-1', kind: 'DEVICE', name: 'Camera' });
  });
  after(async () => {
    await records.close();
    await thingstore.stop();
  });

  /** Runs the work while a table goes by another name: what needs it fails as nobody foresaw. */
  async function without<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
    await records.ask(`alter table ${table} rename to ${table}_away`);
    try {
      return await work();
    } finally {
      await records.ask(`alter table ${table}_away rename to ${table}`);
    }
  }

  function assertMasked(error: ApiError | undefined): void {
    assert.ok(error !== undefined);
    assert.equal(error.extensions.code, 'INTERNAL_SERVER_ERROR');
    assert.deepEqual(Object.keys(error.extensions).toSorted(), ['code', 'requestId']);
    assert.doesNotMatch(JSON.stringify(error), /relation|resource_away|select|QueryFailed|node_modules|\.js/i);
    const lines = thingstore.logLines.filter((line) => line.includes(error.extensions.requestId));
    assert.equal(lines.length, 1);
    const { level, error: logged } = JSON.parse(lines[0] ?? '{}') as Readonly<Record<string, Record<string, string>>>;
    assert.equal(level, 50);
    assert.match(logged?.['message'] ?? '', /relation "\w+" does not exist/);
    assert.match(logged?.['stack'] ?? '', /\bat /);
  }

  it('leaves masked, with the id under which the log has all of it, over either transport [S1-118]', async () => {
    await without('resource', async () => {
      const query = '{ resources { totalCount } viewer { kind } }';
      const http = await thingstore.root.send(query);
      assert.equal(http.status, 200);
      assertMasked(http.errors?.[0]);
      assertMasked((await askOverSocket(thingstore.root, query)).errors[0]);
    });
    assert.deepEqual((await thingstore.root.send('{ resources { totalCount } }')).data, {
      resources: { totalCount: 0 },
    });
  });

  it('leaves masked when it happens before the request is even read', async () => {
    await without('account', async () => {
      const { status, errors } = await thingstore.root.send('{ viewer { kind } }');
      assert.equal(status, 500);
      assertMasked(errors?.[0]);
    });
  });

  it('has a request id of its own each time', async () => {
    const ids = await without('owner', async () => {
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => thingstore.root.send('{ owners { totalCount } }')),
      );
      return answers.map(({ errors }) => errors?.[0]?.extensions.requestId);
    });
    assert.equal(new Set(ids).size, 5);
  });

  it('brings no password, key, token or signature into the log, whatever fails and whatever succeeds', async () => {
    const { data } = await thingstore.root.send<{ readonly issueThingKey: { readonly key: string } }>(ISSUE);
    const key = data?.issueThingKey.key ?? '';
    const thing = new ApiClient(thingstore.url, `Thing ${key}`);
    const ticket = await requestUpload(thing, { ownerId: 'cam-1', path: 'secret.png', type: 'image/png' });
    const secrets = [key, ADMIN.password, 'wrong password 123', (thingstore.root.authorization ?? '').slice(7)];
    secrets.push(new URL(ticket.upload.url).search.slice(1), 'tk_wrong_key_456', 'wrong.token.789');
    await createEntry(thing, { ownerId: 'cam-1', path: 'logged' });
    const login = (password: string) => thingstore.anonymous.send(LOGIN, { input: { ...ADMIN, password } });
    await login(ADMIN.password);
    await login('wrong password 123');
    await login('wrong password 123\0');
    await new ApiClient(thingstore.url, 'Thing tk_wrong_key_456').send('{ viewer { kind } }');
    await new ApiClient(thingstore.url, 'Bearer wrong.token.789').send('{ viewer { kind } }');
    await fetch(`${ticket.upload.url}x`, { method: 'PUT', body: 'x' });
    await without('account', () => login(ADMIN.password));
    await without('thing_key', () => thing.send('{ viewer { kind } }'));
    await without('thing_key', () => thingstore.root.send(ISSUE));
    await without('stored_object', () => fetch(ticket.upload.url, { method: 'PUT', body: 'x' }));
    await without('resource', () => thing.send('{ resources { nodes { data signedUrl { url } } } }'));
    assert.ok(thingstore.logLines.length > 5);
    const digests = await records.ask<{ digest: Buffer }>('select key_hash as digest from thing_key');
    secrets.push(...digests.flatMap(({ digest }) => [digest.toString('hex'), [...digest].join()]));
    const [account] = await records.ask<{ hash: string }>('select password_hash as hash from account');
    secrets.push(account?.hash ?? '');
    for (const secret of secrets) {
      assert.ok(secret.length > 10);
      assert.deepEqual(
        thingstore.logLines.filter((line) => line.includes(secret)),
        [],
      );
    }
  });
});
