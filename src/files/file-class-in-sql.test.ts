import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { openTestDatabase, type OpenedTestDatabase } from '../../test/support/opened-database.js';
import { sql } from '../database/sql.js';
import { shownInSql } from './file-class.js';
import { shownFacts } from './file-row.js';

/** Letters whose lower case is ASCII or longer than they are, and what else lower cases differ in. */
const ODD = Array.from('İIıiKkſΣσςẞßÅ\u00a0\u2003\ufeff \t.;/\\');
const FORMATS = [
  'csv',
  'CSV',
  'ifc',
  'IFC',
  'iFC',
  'İfc',
  'mKv',
  'mKv',
  'bin',
  'svg',
  'constructor',
  '__proto__',
  'v2',
];
const TYPES = [
  'image/png',
  'IMAGE/PNG',
  'text/plain; charset=utf-8',
  'video/mp4',
  'application/json',
  'application/pdf',
];

/** Any text that PostgreSQL takes: whole, without NUL. */
const texts = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.array(fc.constantFrom(...ODD, 'a', 'Z', '9'), { maxLength: 8 }).map((letters) => letters.join('')),
  )
  .map((text) => text.replaceAll('\0', ''));
const formats = fc.oneof(fc.constantFrom(...FORMATS), texts);
const names = fc.oneof(
  texts,
  fc.tuple(texts, formats).map(([base, extension]) => `${base}.${extension}`),
);
const types = fc.oneof(
  fc.constantFrom(...TYPES),
  texts,
  fc.tuple(texts, fc.constantFrom(...TYPES), texts).map((parts) => parts.join('')),
);

const rows = fc.record({
  path: names.map((name) => `files/${name}`),
  type: types,
  file_class: fc.option(fc.oneof(fc.constantFrom('image', 'Telemetry'), texts), { freq: 2 }),
  file_format: fc.option(formats, { freq: 1 }),
});

describe('class and format of a file, as lists are filtered by them', () => {
  let opened: OpenedTestDatabase;
  before(async () => {
    opened = await openTestDatabase();
  });
  after(async () => opened.close());

  it('are what is shown of it, whatever its name, type, class and format', async () => {
    const shown = shownInSql('r');
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { minLength: 50, maxLength: 50 }), async (files) => {
        const told = await opened.database.statement(sql`
          select ${shown.class} as class, ${shown.format} as format
          from rows from (
            jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as (path text, type text, file_class text, file_format text)
          ) with ordinality as r (path, type, file_class, file_format, n)
          order by n`);
        assert.deepEqual(told, files.map(shownFacts));
      }),
      { numRuns: 100 },
    );
  });
});
