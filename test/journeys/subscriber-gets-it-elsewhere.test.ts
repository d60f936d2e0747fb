import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createJson, FEED_VERSIONS, feedNow, historyLines, lines, updateJson } from '../support/feed.js';
import { Records } from '../support/records.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

let here: TestThingstore;
let elsewhere: TestThingstore;
let records: Records;

before(async () => {
  here = await startThingstore();
  elsewhere = await startThingstore({ databaseUrl: here.databaseUrl });
  records = await Records.open(here.databaseUrl);
  await here.thing('pump');
});
after(async () => {
  await records.close();
  await elsewhere.stop();
  await here.stop();
});

/** The connections on which processes hear each other. */
async function listeners(): Promise<readonly number[]> {
  const rows = await records.ask<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and query like 'listen %'`,
  );
  return rows.map(({ pid }) => pid);
}

async function end(condition: string): Promise<void> {
  await records.ask(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and ${condition}`,
  );
}

async function untilTwoListen(except: readonly number[]): Promise<void> {
  for (;;) {
    const now = await listeners();
    if (now.filter((pid) => !except.includes(pid)).length === 2) return;
  }
}

async function watchElsewhere() {
  const watching = elsewhere.root.subscribe(FEED_VERSIONS, { after: await feedNow(here.root) });
  return {
    lines: () => lines(watching.events.map(({ resourceChanged }) => resourceChanged)),
    errors: watching.errors,
    until: (count: number) => watching.until(({ events }) => events.length >= count),
    stop: () => watching.stop(),
  };
}

describe('a subscriber of one process', () => {
  it('hears what another process of the same database writes, as soon as it is written', async () => {
    const watching = await watchElsewhere();
    const id = await createJson(here.root, { ownerId: 'pump', path: 'a' });
    await watching.until(1);
    for (let version = 2; version < 20; version += 1) {
      await updateJson(version % 2 === 0 ? here.root : elsewhere.root, id, { version });
      await watching.until(version);
    }
    assert.deepEqual(watching.lines(), (await historyLines(here.databaseUrl)).slice(-19));
    await watching.stop();
  });

  it('hears it although the connection broke on which processes wake each other', async () => {
    const watching = await watchElsewhere();
    const broken = await listeners();
    assert.equal(broken.length, 2);
    await end(`query like 'listen %'`);
    const deaf = await createJson(here.root, { ownerId: 'pump', path: 'unheard' });
    await watching.until(1);
    await untilTwoListen(broken);
    const healed = await createJson(here.root, { ownerId: 'pump', path: 'heard again' });
    await watching.until(2);
    assert.deepEqual(watching.lines(), [`CREATED ${deaf} 1`, `CREATED ${healed} 1`]);
    await watching.stop();
  });

  it('lives through the loss of all connections to PostgreSQL, again and again, and misses nothing', async () => {
    const watching = await watchElsewhere();
    const before = (await historyLines(here.databaseUrl)).length;
    const made: string[] = [];
    let tries = 0;
    for (let round = 0; round < 5; round += 1) {
      await end('true');
      // Those under way are told so and may be repeated; whoever was answered is in the history.
      while (made.length <= round) {
        tries += 1;
        const path = `lost/${tries.toString()}`;
        await createJson(here.root, { ownerId: 'pump', path }).then(
          (id) => made.push(id),
          (error: unknown) => {
            assert.match(String(error), /SERVICE_UNAVAILABLE: PostgreSQL/);
          },
        );
      }
      await watching.until(round + 1);
    }
    const expected = (await historyLines(here.databaseUrl)).slice(before);
    await watching.until(expected.length);
    assert.deepEqual(watching.lines(), expected);
    assert.deepEqual(watching.errors, []);
    for (const id of made) assert.ok(expected.includes(`CREATED ${id} 1`));
    await watching.stop();
  });
});
