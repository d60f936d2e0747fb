import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { areKeysetValues, keysetAfter, keysetOrder, type KeysetColumn } from './keyset.js';

const ID = '019a0000-0000-7000-8000-000000000001';
const TIME = '2026-05-04T10:15:30.250Z';
const NEWEST: readonly KeysetColumn[] = [
  { column: 'r.time', type: 'timestamptz', direction: 'DESC' },
  { column: 'r.id', type: 'uuid', direction: 'DESC' },
];
const MIXED: readonly KeysetColumn[] = [
  { column: 'r.path', type: 'text', direction: 'ASC' },
  { column: 'r.time', type: 'timestamptz', direction: 'DESC' },
  { column: 'r.id', type: 'uuid', direction: 'ASC' },
];

describe('an order by several columns', () => {
  it('is turned round as a whole for pages that are read backward', () => {
    assert.equal(keysetOrder(MIXED, false).text, 'r.path asc,r.time desc,r.id asc');
    assert.equal(keysetOrder(MIXED, true).text, 'r.path desc,r.time asc,r.id desc');
  });

  it('in one direction is one comparison of rows, which an index serves', () => {
    const after = keysetAfter(NEWEST, [TIME, ID], false);
    assert.equal(after.text, '(r.time,r.id) < ($1::timestamptz,$2::uuid)');
    assert.deepEqual(after.values, [TIME, ID]);
    assert.match(keysetAfter(NEWEST, [TIME, ID], true).text, /^\(r\.time,r\.id\) > /);
  });

  it('in mixed directions compares each column its own way, where all before it are equal', () => {
    const { text, values } = keysetAfter(MIXED, ['a', TIME, ID], false);
    assert.equal(
      text.replace(/\$\d/g, '?'),
      '((r.path > ?::text collate "C")' +
        ' or (r.path = ?::text collate "C" and r.time < ?::timestamptz)' +
        ' or (r.path = ?::text collate "C" and r.time = ?::timestamptz and r.id > ?::uuid))',
    );
    assert.deepEqual(values, ['a', 'a', TIME, 'a', TIME, ID]);
  });
});

describe('values that come from outside', () => {
  const isTime = (value: string): boolean =>
    areKeysetValues([{ column: 'r.time', type: 'timestamptz', direction: 'ASC' }], [value]);

  it('are taken when they can be values of these columns', () => {
    assert.ok(areKeysetValues(MIXED, ['any text, ä/\n', TIME, ID]));
    for (const value of ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2024-02-29T12:00:00.000Z']) {
      assert.ok(isTime(value), value);
    }
  });

  it('are no instants that PostgreSQL would refuse', () => {
    const wrong = ['', 'now', 'infinity', '2026-05-04', '2026-05-04T10:15:30Z', '2026-13-01T00:00:00.000Z'];
    wrong.push(
      '2026-02-30T00:00:00.000Z',
      '2026-01-01T25:00:00.000Z',
      '2026-01-01T00:61:00.000Z',
      '0000-01-01T00:00:00.000Z',
      '+010000-01-01T00:00:00.000Z',
      '-000001-01-01T00:00:00.000Z',
    );
    for (const value of wrong) assert.ok(!isTime(value), value);
  });

  it('are no other ids and no text that PostgreSQL cannot keep', () => {
    assert.ok(!areKeysetValues(NEWEST, [TIME, 'x']));
    assert.ok(!areKeysetValues(NEWEST, [TIME, `${ID}'`]));
    assert.ok(!areKeysetValues(MIXED, ['a\0b', TIME, ID]));
    assert.ok(!areKeysetValues(NEWEST, [TIME]));
  });
});
