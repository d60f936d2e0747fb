import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { print } from 'graphql';
import WebSocket from 'ws';
import { createClient } from 'graphql-ws';
import { Records } from '../support/records.js';
import { ApiClient, type ApiError } from '../support/api-client.js';
import { LOG_IN, postLogin } from '../support/credentials.js';
import { SetClock } from '../support/set-clock.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';

const PER_ACCOUNT = 3;
const PER_ADDRESS = 6;
const WINDOW_MS = 60_000;
const SETTINGS = {
  LOGIN_ATTEMPTS_PER_ACCOUNT: String(PER_ACCOUNT),
  LOGIN_ATTEMPTS_PER_ADDRESS: String(PER_ADDRESS),
  LOGIN_WINDOW: '1m',
  TRUSTED_PROXIES: 'loopback',
};
const WRONG = 'a wrong password';

interface Tried {
  readonly email?: string;
  readonly password?: string;
  /** As the proxy tells it. */
  readonly from?: string;
}

describe('attempts to log in', () => {
  const clock = new SetClock();
  let one: TestThingstore;
  let other: TestThingstore;
  let records: Records;
  before(async () => {
    one = await startThingstore({ clock, settings: SETTINGS });
    other = await startThingstore({ clock, settings: SETTINGS, databaseUrl: one.databaseUrl });
    records = await Records.open(one.databaseUrl);
  });
  after(async () => {
    await records.close();
    await other.stop();
    await one.stop();
  });
  beforeEach(() => records.ask('delete from login_attempt'));

  /** The code of the answer, or "in". */
  async function attempt(server: TestThingstore, tried: Tried): Promise<string> {
    const { email = ADMIN.email, password = WRONG, from = '203.0.113.1' } = tried;
    const client = new ApiClient(server.url, null, { 'x-forwarded-for': from });
    const { errors } = await client.send(print(LOG_IN), { input: { email, password } });
    return errors?.[0]?.extensions.code ?? 'in';
  }

  async function attempts(count: number, tried: Tried = {}): Promise<readonly string[]> {
    const codes: string[] = [];
    while (codes.length < count) codes.push(await attempt(one, tried));
    return codes;
  }

  const refused = (count: number) => Array.from({ length: count }, () => 'UNAUTHENTICATED');

  it('to one account are refused after the last that is allowed, the right password too', async () => {
    assert.deepEqual(await attempts(PER_ACCOUNT), refused(PER_ACCOUNT));
    assert.equal(await attempt(one, {}), 'RATE_LIMITED');
    assert.equal(await attempt(one, { password: ADMIN.password }), 'RATE_LIMITED');
    assert.equal(await attempt(one, { password: ADMIN.password, from: '203.0.113.2' }), 'RATE_LIMITED');
    assert.equal(await attempt(one, { email: 'another@example.org' }), 'UNAUTHENTICATED');
  });

  it('one fewer than that lets the right password in', async () => {
    assert.deepEqual(await attempts(PER_ACCOUNT - 1), refused(PER_ACCOUNT - 1));
    assert.equal(await attempt(one, { password: ADMIN.password }), 'in');
  });

  it('are counted for an account that there is not just as for one that there is', async () => {
    const answers = async (email: string, from: string) => {
      const client = new ApiClient(one.url, null, { 'x-forwarded-for': from });
      const told: unknown[] = [];
      while (told.length <= PER_ACCOUNT) {
        const { status, errors } = await client.send(print(LOG_IN), { input: { email, password: WRONG } });
        const { message, extensions } = errors?.[0] as ApiError;
        told.push([status, message, extensions.code, extensions.property, extensions.params]);
      }
      return told;
    };
    const known = await answers(ADMIN.email, '203.0.113.3');
    assert.deepEqual(await answers('nobody@example.org', '203.0.113.4'), known);
  });

  it('count for one account however its e-mail is written', async () => {
    const written = [ADMIN.email.toUpperCase(), ` ${ADMIN.email} `, ADMIN.email.replace('r', 'R')];
    for (const email of written) assert.equal(await attempt(one, { email }), 'UNAUTHENTICATED');
    assert.equal(await attempt(one, {}), 'RATE_LIMITED');
  });

  it('that succeed do not count', async () => {
    for (let times = 0; times < PER_ADDRESS + 2; times += 1) {
      assert.equal(await attempt(one, { password: ADMIN.password }), 'in');
    }
    assert.deepEqual(await attempts(PER_ACCOUNT), refused(PER_ACCOUNT));
    assert.equal(await attempt(one, {}), 'RATE_LIMITED');
  });

  it('from one address are refused after the last that is allowed, whatever the accounts', async () => {
    for (let index = 0; index < PER_ADDRESS; index += 1) {
      assert.equal(await attempt(one, { email: `guess-${String(index)}@example.org` }), 'UNAUTHENTICATED');
    }
    assert.equal(await attempt(one, { email: 'guess@example.org' }), 'RATE_LIMITED');
    assert.equal(await attempt(one, { password: ADMIN.password }), 'RATE_LIMITED');
    assert.equal(await attempt(one, { email: 'guess@example.org', from: '203.0.113.2' }), 'UNAUTHENTICATED');
  });

  it('from one IPv6 network are those of one address', async () => {
    for (let index = 0; index < PER_ADDRESS; index += 1) {
      const email = `guess-${String(index)}@example.org`;
      assert.equal(await attempt(one, { email, from: `2001:db8:0:1::${String(index)}` }), 'UNAUTHENTICATED');
    }
    assert.equal(await attempt(one, { email: 'x@example.org', from: '2001:db8:0:1:ffff::' }), 'RATE_LIMITED');
    assert.equal(await attempt(one, { email: 'x@example.org', from: '2001:db8:0:2::' }), 'UNAUTHENTICATED');
  });

  it('from an address that is out itself keep nobody else out', async () => {
    for (let index = 0; index < PER_ADDRESS; index += 1) await attempt(one, { email: `${String(index)}@example.org` });
    for (let index = 0; index < PER_ACCOUNT + 1; index += 1) assert.equal(await attempt(one, {}), 'RATE_LIMITED');
    assert.equal(await attempt(one, { password: ADMIN.password, from: '203.0.113.2' }), 'in');
  });

  it('are let in again when the time is over, and no sooner', async () => {
    await attempts(PER_ACCOUNT);
    clock.advance(WINDOW_MS - 1);
    assert.equal(await attempt(one, { password: ADMIN.password }), 'RATE_LIMITED');
    clock.advance(1);
    assert.equal(await attempt(one, { password: ADMIN.password }), 'in');
    assert.deepEqual(await attempts(PER_ACCOUNT), refused(PER_ACCOUNT));
    assert.equal(await attempt(one, {}), 'RATE_LIMITED');
  });

  it('are counted by all processes together, also when they come all at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        attempt(index % 2 === 0 ? one : other, { from: `203.0.113.${String(index)}` }),
      ),
    );
    assert.equal(codes.filter((code) => code === 'UNAUTHENTICATED').length, PER_ACCOUNT);
    assert.equal(codes.filter((code) => code === 'RATE_LIMITED').length, 20 - PER_ACCOUNT);
  });

  it('that succeed all at once leave nothing behind', async () => {
    const tried = { password: ADMIN.password };
    await Promise.all([attempt(one, tried), attempt(other, tried), attempt(one, tried)]);
    const counts = await records.ask<{ attempts: number }>('select attempts from login_attempt');
    assert.deepEqual(
      counts.map(({ attempts: count }) => count),
      [0, 0],
    );
  });

  it('stay counted when a process starts anew', async () => {
    await attempts(PER_ACCOUNT - 1);
    const later = await startThingstore({ clock, settings: SETTINGS, databaseUrl: one.databaseUrl });
    assert.equal(await attempt(later, {}), 'UNAUTHENTICATED');
    assert.equal(await attempt(later, {}), 'RATE_LIMITED');
    await later.stop();
  });

  it('over the limit are told how long to wait: 429 and Retry-After over HTTP, the code over WebSocket', async () => {
    await attempts(PER_ACCOUNT, { email: 'x@example.org' });
    clock.advance(500);
    const input = { email: 'x@example.org', password: WRONG };
    const graphql = await fetch(`${one.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.1' },
      body: JSON.stringify({ query: print(LOG_IN), variables: { input } }),
    });
    assert.deepEqual([graphql.status, graphql.headers.get('retry-after')], [429, '60']);
    const rest = await postLogin(one.url, { userName: input.email, password: WRONG });
    assert.deepEqual([rest.status, rest.headers.get('retry-after')], [429, '60']);
    const { code, params, message } = rest.body.error ?? {};
    assert.deepEqual([code, params], ['RATE_LIMITED', { retryAfter: 60 }]);
    assert.match(message ?? '', /60 seconds/);
    assert.deepEqual(await overSocket(one, input), { code: 'RATE_LIMITED', params: { retryAfter: 60 } });
  });

  it('over WebSocket count for the address that a trusted proxy tells', async () => {
    for (let index = 0; index < PER_ADDRESS; index += 1) {
      await overSocket(one, { email: `${String(index)}@example.org`, password: WRONG });
    }
    const from = '198.51.100.1';
    assert.equal(await attempt(one, { email: 'x@example.org', from }), 'RATE_LIMITED');
    assert.equal(await attempt(one, { email: 'x@example.org' }), 'UNAUTHENTICATED');
  });

  it('keep no e-mail, no address and no password', async () => {
    await attempt(one, { email: 'typed-by-mistake', password: 'hunter-two' });
    const rows = await records.ask('select l.*, encode(l.subject, $1) as text from login_attempt l', 'escape');
    assert.equal(rows.length, 2);
    assert.doesNotMatch(JSON.stringify(rows), /typed-by-mistake|hunter-two|203\.0\.113/);
    assert.doesNotMatch(one.logLines.join('\n'), /typed-by-mistake|hunter-two/);
  });

  /** The error of a login over a WebSocket that came by a proxy. */
  async function overSocket(server: TestThingstore, input: { email: string; password: string }) {
    class Proxied extends WebSocket {
      constructor(url: string, protocols: string | string[]) {
        super(url, protocols, { headers: { 'x-forwarded-for': '198.51.100.1' } });
      }
    }
    const url = `${server.url.replace(/^http/, 'ws')}/graphql`;
    const client = createClient({ url, webSocketImpl: Proxied, retryAttempts: 0 });
    try {
      for await (const { errors } of client.iterate({ query: print(LOG_IN), variables: { input } })) {
        const { code, params } = (errors?.[0] as unknown as ApiError).extensions;
        return { code, params };
      }
      return null;
    } finally {
      await client.dispose();
    }
  }
});

describe('attempts to log in without a proxy', () => {
  it('come from the socket, whatever X-Forwarded-For says', async () => {
    const settings = { ...SETTINGS, TRUSTED_PROXIES: '', LOGIN_ATTEMPTS_PER_ADDRESS: '2' };
    const thingstore = await startThingstore({ settings });
    const codes: (string | undefined)[] = [];
    for (const from of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
      const body = { userName: `${from}@example.org`, password: WRONG };
      codes.push((await postLogin(thingstore.url, body, { 'x-forwarded-for': from })).body.error?.code);
    }
    assert.deepEqual(codes, ['UNAUTHENTICATED', 'UNAUTHENTICATED', 'RATE_LIMITED']);
    await thingstore.stop();
  });
});
