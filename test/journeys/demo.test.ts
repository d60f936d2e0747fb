import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const PROGRAM = fileURLToPath(new URL('../../demo/main.js', import.meta.url));

/** camera, path, size, what was seen, latency. */
const CAPTURE = /^camera-[123] +captures\/\d{4}-\d\d-\d\d\/\d{6}-\d{3} +\d+\.\d kB +(person|car|dog) 0\.\d\d +\d+ ms$/;

interface Run {
  readonly code: number | null;
  readonly captures: readonly string[];
  readonly complaints: string;
  /** Of the database, while the demo ran. */
  readonly postgresPid: number;
}

describe('the demo', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thingstore-demo-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  const postmasterFile = () => join(folder, 'postgres', 'data', 'postmaster.pid');

  function startDemo(settings: Readonly<Record<string, string>>): ChildProcessByStdio<null, Readable, Readable> {
    // What the surroundings say about a server of their own is not for this one.
    const quiet = {
      DATABASE_URL: '',
      ADMIN_EMAIL: '',
      ADMIN_PASSWORD: '',
      PUBLIC_URL: '',
      LOG_LEVEL: '',
      DEMO_CAPTURES: '',
    };
    const env = { ...process.env, ...quiet, DATA_DIR: folder, PORT: '0', ...settings };
    return spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Runs the demo to its end. */
  async function runDemo(
    settings: Readonly<Record<string, string>>,
    onCapture: (demo: ChildProcessByStdio<null, Readable, Readable>) => void,
  ): Promise<Run> {
    const demo = startDemo(settings);
    const closed = once(demo, 'close');
    const complaints = demo.stderr.setEncoding('utf8').toArray();
    const captures: string[] = [];
    let postgresPid = Number.NaN;
    for await (const line of createInterface({ input: demo.stdout })) {
      if (!line.endsWith(' ms')) continue;
      if (captures.length === 0) postgresPid = Number((await readFile(postmasterFile(), 'utf8')).split('\n')[0]);
      captures.push(line);
      onCapture(demo);
    }
    const [code] = (await closed) as [number | null];
    return { code, captures, complaints: (await complaints).join(''), postgresPid };
  }

  function assertNothingRuns({ postgresPid }: Run): void {
    assert.throws(() => process.kill(postgresPid, 0), { code: 'ESRCH' });
    assert.ok(!existsSync(postmasterFile()));
  }

  /** Format and size of every picture that is stored. */
  async function storedPictures(): Promise<readonly string[]> {
    const entries = await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true });
    const pictures: string[] = [];
    for (const entry of entries.filter((found) => found.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      if (bytes.length < 1000) continue;
      const { format, width, height } = await sharp(bytes).metadata();
      pictures.push(`${format} ${String(width)} x ${String(height)}`);
    }
    return pictures;
  }

  it('tells of each real picture with its latency, ends after as many as were asked for, and leaves no process', async () => {
    const run = await runDemo({ DEMO_CAPTURES: '3' }, () => undefined);
    assert.equal(run.complaints, '');
    assert.equal(run.captures.length, 3);
    for (const line of run.captures) assert.match(line, CAPTURE);
    assert.equal(run.code, 0);
    assertNothingRuns(run);
    const pictures = await storedPictures();
    assert.ok(pictures.length >= 3);
    for (const picture of pictures) assert.equal(picture, 'jpeg 640 x 360');
  });

  it('goes on with the same cameras when it is started again, and ends cleanly on Ctrl-C', async () => {
    const run = await runDemo({}, (demo) => demo.kill('SIGINT'));
    assert.equal(run.complaints, '');
    for (const line of run.captures) assert.match(line, CAPTURE);
    assert.equal(run.code, 0);
    assertNothingRuns(run);
  });

  it('says in one line what is wrong with its settings', async () => {
    for (const settings of [{ DEMO_CAPTURES: 'three' }, { PORT: 'none' }]) {
      const { code, complaints } = await runDemo(settings, () => undefined);
      assert.equal(code, 1);
      assert.match(complaints, new RegExp(`^The demo ended: .*${Object.keys(settings)[0] ?? ''}.*\n$`));
    }
  });
});
