import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLog } from '../logging/log.js';
import type { Job } from './job.js';
import { Scheduler } from './scheduler.js';

/** A job that counts its runs and ends each as the test says. */
class CountedJob implements Job {
  runs = 0;

  constructor(
    readonly name: string,
    readonly everyMs: number,
    private readonly work: (run: number) => Promise<boolean> = () => Promise.resolve(false),
  ) {}

  async run(): Promise<{ readonly hasMore: boolean }> {
    this.runs += 1;
    return { hasMore: await this.work(this.runs) };
  }
}

describe('the scheduler', () => {
  const lines: string[] = [];
  const notes: [name: string, error: unknown][] = [];
  const log = createLog(
    'info',
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    }),
  );
  let scheduler: Scheduler | undefined;
  beforeEach(() => {
    lines.length = 0;
    notes.length = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(async () => {
    await scheduler?.stop();
    mock.timers.reset();
  });

  function start(...jobs: readonly Job[]): Scheduler {
    scheduler = new Scheduler(jobs, log, {
      note: (name, error) => {
        notes.push([name, error]);
        return Promise.resolve();
      },
    });
    scheduler.start();
    return scheduler;
  }

  /** Lets time go by, and everything happen that it brings about. */
  async function pass(milliseconds: number): Promise<void> {
    mock.timers.tick(milliseconds);
    await nextTurn();
  }

  it('runs each job at its own pace', async () => {
    const [quick, slow] = [new CountedJob('quick', 100), new CountedJob('slow', 250)];
    start(quick, slow);
    await pass(99);
    assert.deepEqual([quick.runs, slow.runs], [0, 0]);
    await pass(1);
    assert.deepEqual([quick.runs, slow.runs], [1, 0]);
    await pass(100);
    await pass(50);
    assert.deepEqual([quick.runs, slow.runs], [2, 1]);
  });

  it('runs a job again at once while it has more, and then at its pace', async () => {
    const job = new CountedJob('batches', 1000, (run) => Promise.resolve(run < 3));
    start(job);
    await pass(1000);
    for (let turn = 0; turn < 5; turn += 1) await pass(1);
    assert.equal(job.runs, 3);
    await pass(1000);
    assert.equal(job.runs, 4);
  });

  it('runs a job that failed at its next time, says so in the log, and lets no other wait for it', async () => {
    const failing = new CountedJob('failing', 100, (run) =>
      run === 1 ? Promise.reject(new Error('the disk is away')) : Promise.resolve(false),
    );
    const other = new CountedJob('other', 100);
    start(failing, other);
    await pass(100);
    assert.deepEqual([failing.runs, other.runs], [1, 1]);
    assert.match(lines.join(''), /"level":40.*the disk is away.*"job":"failing"/);
    await pass(100);
    assert.deepEqual([failing.runs, other.runs], [2, 2]);
    assert.equal(lines.length, 1);
  });

  it('runs a job that wants it soon after the start, and soon again after it failed', async () => {
    const work = (run: number) => (run === 2 ? Promise.reject(new Error('away')) : Promise.resolve(false));
    const job = Object.assign(new CountedJob('rare', 1000, work), { soonMs: 100 });
    start(job);
    await pass(100);
    assert.equal(job.runs, 1);
    await pass(999);
    assert.equal(job.runs, 1);
    await pass(1);
    assert.equal(job.runs, 2);
    await pass(100);
    assert.equal(job.runs, 3);
    await pass(999);
    assert.equal(job.runs, 3);
  });

  it('rests between the batches of a job that has more and wants it', async () => {
    const job = Object.assign(new CountedJob('long walk', 1000, (run) => Promise.resolve(run < 3)), { restMs: 50 });
    start(job);
    await pass(1000);
    await pass(49);
    assert.equal(job.runs, 1);
    await pass(1);
    assert.equal(job.runs, 2);
    await pass(50);
    assert.equal(job.runs, 3);
    await pass(999);
    assert.equal(job.runs, 3);
  });

  it('never runs a job twice at once', async () => {
    let end: (hasMore: boolean) => void = () => undefined;
    const long = new CountedJob('long', 100, () => new Promise((resolve) => (end = resolve)));
    start(long);
    await pass(100);
    await pass(1000);
    assert.equal(long.runs, 1);
    end(false);
    await nextTurn();
    await pass(100);
    assert.equal(long.runs, 2);
    end(false);
  });

  it('stops after the batch that is under way, and starts none any more', async () => {
    let end: (hasMore: boolean) => void = () => undefined;
    const long = new CountedJob('long', 100, () => new Promise((resolve) => (end = resolve)));
    const other = new CountedJob('other', 150);
    const stopped = start(long, other);
    await pass(100);
    let isStopped = false;
    const stopping = stopped.stop().then(() => (isStopped = true));
    await nextTurn();
    assert.equal(isStopped, false);
    end(true);
    await stopping;
    await pass(10_000);
    assert.deepEqual([long.runs, other.runs], [1, 0]);
  });
});
