import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ERROR_STATUS } from '../../src/errors/error-codes.js';
import { BareLine } from '../support/bare-line.js';
import { documentedShell, shownHttp, type DocumentedPiece } from '../support/documented-shell.js';
import { Placeholders } from '../support/documented.js';
import { readHttpText } from '../support/http-text.js';
import { freshBucket, settingsOf, UNLESS_MINIO } from '../support/minio.js';
import { ROOT } from '../support/proofs-folder.js';
import { shell, UNLESS_CURL, UNLESS_PYTHON } from '../support/shell.js';
import { ADMIN, startThingstore, type TestThingstore } from '../support/thingstore.js';

const PAGE = await readFile(join(ROOT, 'docs', 'devices.md'), 'utf8');
const DOCUMENTED = documentedShell(PAGE);
const NEEDS_PYTHON = /\bpython3\b/;
/** Where a piece of shell prints to. */
const outputOf = (index: number): string => `piece-${index.toString()}.output`;

for (const [name, makeSettings, unlessStore] of [
  ['the disk', () => ({}), false],
  ['a MinIO', () => settingsOf(freshBucket()), UNLESS_MINIO],
] as const) {
  describe(`docs/devices.md, with files on ${name}`, { skip: unlessStore }, () => {
    let thingstore: TestThingstore;
    let folder: string;
    before(async () => {
      thingstore = await startThingstore({ settings: makeSettings() });
      folder = await mkdtemp(join(tmpdir(), 'thingstore-shell-'));
      for (const script of ['send_file.py', 'fetch_file.py']) {
        await copyFile(join(ROOT, 'docs', 'examples', script), join(folder, script));
      }
    });
    after(async () => {
      await thingstore.stop();
      await rm(folder, { recursive: true, force: true });
    });

    /** Types all of it into one shell, which ends at the first line that fails; answers what each piece printed. */
    async function typed(pieces: readonly DocumentedPiece[]): Promise<readonly Buffer[]> {
      const lines = pieces.map((piece, index) => `exec >${outputOf(index)}\n${piece.shell}`).join('');
      const here = lines
        .replace('http://127.0.0.1:4000', thingstore.url)
        .replace('EMAIL=admin@localhost', `EMAIL=${ADMIN.email}`);
      await writeFile(join(folder, 'typed.sh'), here);
      await shell(['-e', 'typed.sh'], { folder, env: { PASSWORD: ADMIN.password } });
      return Promise.all(pieces.map((_piece, index) => readFile(join(folder, outputOf(index)))));
    }

    it('shows lines for a shell that work, and what comes of them', { skip: UNLESS_CURL }, async (t) => {
      if (UNLESS_PYTHON !== false) t.diagnostic(`Left out what ${UNLESS_PYTHON}.`);
      const pieces = DOCUMENTED.pieces.filter((piece) => UNLESS_PYTHON === false || !NEEDS_PYTHON.test(piece.shell));
      assert.ok(pieces.length > 15);
      const placeholders = new Placeholders();
      for (const [index, printed] of (await typed(pieces)).entries()) {
        const { shell: lines, shown } = pieces[index] ?? { shell: '', shown: null };
        if (shown?.as === 'http') assertHttp(printed, shown.text, placeholders);
        else if (shown?.as === 'text') assertLines(printed.toString(), shown.text);
        else if (shown?.as === 'json') assertJson(printed.toString(), shown.text, placeholders);
        else assert.equal(printed.toString(), '', lines);
      }
    });

    it('shows HTTP by hand, byte for byte, and what is answered', async () => {
      const { exchanges } = DOCUMENTED;
      assert.equal(exchanges.length, 2);
      const key = ((await thingstore.thing('by-hand')).authorization ?? '').replace('Thing ', '');
      for (const { sent, answer } of exchanges) {
        const [head = '', body = ''] = sent.replaceAll('\n', '\r\n').split(/(?<=\r\n\r\n)(.*)/s);
        assert.equal(Number(/^Content-Length: (\d+)/m.exec(head)?.[1] ?? 0), body.length);
        const line = await BareLine.open(thingstore.url);
        line.send(head.replace('<key>', key).replace('<host>', new URL(thingstore.url).host) + body);
        await line.ended;
        assertHttp(Buffer.from(line.received, 'latin1'), answer, new Placeholders());
      }
    });
  });
}

describe('docs/devices.md', () => {
  it('names each error with the status that it has', () => {
    const rows = [...PAGE.matchAll(/^\| (\d{3}) \| (.*?) \|/gm)].map(([, status = '', codes = '']) => ({
      status,
      codes,
    }));
    assert.ok(rows.length > 10);
    for (const { status, codes } of rows) {
      const named = [...codes.matchAll(/`(\w+)`/g)].map(([, code = '']) => code);
      assert.ok(named.length > 0, codes);
      for (const code of named) {
        assert.equal(new Map<string, number>(Object.entries(ERROR_STATUS)).get(code), Number(status), code);
      }
    }
  });
});

function assertHttp(printed: Buffer, text: string, placeholders: Placeholders): void {
  const [answer, shown] = [readHttpText(printed), shownHttp(text)];
  const body = answer.body.toString();
  assert.equal(answer.status, shown.status, `${text}\n${printed.toString()}`);
  for (const [header, value] of Object.entries(shown.headers)) assert.equal(answer.headers[header], value, header);
  if (answer.headers['content-type']?.startsWith('application/json')) assertJson(body, shown.body, placeholders);
  else assert.equal(body.trimEnd(), shown.body.trimEnd());
}

function assertJson(printed: string, text: string, placeholders: Placeholders): void {
  const answer: unknown = JSON.parse(printed);
  assert.deepEqual(answer, placeholders.match(JSON.parse(text), answer), text);
}

/** Line by line; "…" stands for any. */
function assertLines(printed: string, text: string): void {
  const lines = printed.trimEnd().split('\n');
  const shown = text.trimEnd().split('\n');
  assert.deepEqual(
    lines,
    shown.map((line, index) => (line === '…' ? lines[index] : line)),
  );
}
