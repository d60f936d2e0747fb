import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { SetClock } from '../../test/support/set-clock.js';
import { sql } from '../database/sql.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { createLog } from '../logging/log.js';
import { JobRuns } from './job-runs.js';

describe('the runs of jobs', () => {
  const clock = new SetClock(new Date('2026-05-04T10:00:00.000Z'));
  let opened: OpenedTestDatabase;
  let here: JobRuns;
  let elsewhere: JobRuns;
  before(async () => {
    opened = await openTestDatabase();
    const parts = { database: opened.database, clock, log: createLog('silent') };
    [here, elsewhere] = [new JobRuns(parts), new JobRuns(parts)];
  });
  after(() => opened.close());

  async function noted(name: string): Promise<readonly [at: string | undefined, error: string | null | undefined]> {
    const [row] = await opened.database.statement<{ last_run_at: Date; last_error: string | null }>(sql`
      select last_run_at, last_error from job_run where name = ${name}`);
    return [row?.last_run_at.toISOString().slice(11, 23), row?.last_error];
  }

  it('are written down every five seconds at most', async () => {
    await here.note('sweep', null);
    assert.deepEqual(await noted('sweep'), ['10:00:00.000', null]);
    clock.advance(4_999);
    await here.note('sweep', null);
    assert.deepEqual(await noted('sweep'), ['10:00:00.000', null]);
    clock.advance(1);
    await here.note('sweep', null);
    assert.deepEqual(await noted('sweep'), ['10:00:05.000', null]);
  });

  it('are written down at once when one fails, and when it is well again', async () => {
    await here.note('purge', null);
    clock.advance(1);
    await here.note('purge', new ServiceUnavailable('The object store'));
    const away = 'The object store cannot be reached at the moment. Try again shortly.';
    assert.deepEqual(await noted('purge'), ['10:00:05.001', away]);
    clock.advance(1);
    await here.note('purge', null);
    assert.deepEqual(await noted('purge'), ['10:00:05.002', null]);
  });

  it('tell nothing that only the log may hold', async () => {
    await here.note('secret', new Error('select * from account: /var/lib/thingstore'));
    const [, sentence] = await noted('secret');
    assert.equal(sentence, 'It failed, and runs again at its next time. The log of the server says why.');
  });

  it('are those of every process: the latest counts', async () => {
    clock.advance(60_000);
    await here.note('shared', null);
    clock.advance(-60_000);
    await elsewhere.note('shared', null);
    assert.deepEqual((await noted('shared'))[0], '10:01:05.002');
  });

  it('harm nobody when they cannot be written down', async () => {
    await opened.database.statement(sql`alter table job_run rename to job_run_away`);
    await here.note('lost', null);
    await opened.database.statement(sql`alter table job_run_away rename to job_run`);
    await here.note('lost', null);
    assert.notEqual((await noted('lost'))[0], undefined);
  });
});
