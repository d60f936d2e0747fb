import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArchivedFilter } from './resource-filter.input.js';
import { coownerConditions, filterConditions, pathConditions } from './resource-filter.js';
import { ResourceState } from './resource.entity.js';

const AT = new Date('2026-05-04T10:00:00.000Z');

/** The conditions as PostgreSQL reads them. */
function text(conditions: ReturnType<typeof filterConditions>): string {
  return conditions.map((condition) => condition.text.replace(/\$\d+/g, '?')).join(' and ');
}

describe('a filter', () => {
  it('lets through what is complete and not archived when it says nothing', () => {
    const conditions = filterConditions({});
    assert.equal(text(conditions), 'r.state = any(?::text[]) and r.archived_at is null');
    assert.deepEqual(conditions[0]?.values, [[ResourceState.READY]]);
  });

  it('turns to archived entries, or to both', () => {
    assert.match(text(filterConditions({ archived: ArchivedFilter.ONLY })), /archived_at is not null/);
    assert.doesNotMatch(text(filterConditions({ archived: ArchivedFilter.INCLUDE })), /archived_at/);
    assert.match(text(filterConditions({ archived: null })), /archived_at is null/);
  });

  it('takes a span that begins where it ends, and none that ends before', () => {
    assert.match(
      text(filterConditions({ createdAt: { from: AT, to: AT } })),
      /created_at >= \? and r\.created_at < \?/,
    );
    const backward = { from: new Date(AT.getTime() + 1), to: AT };
    for (const filter of [{ createdAt: backward }, { dataCreatedAt: backward }, { updatedAt: backward }]) {
      assert.throws(() => filterConditions(filter), { code: 'INVALID_ARGUMENTS', property: 'from' });
    }
  });

  it('never asks PostgreSQL for ids that are none', () => {
    const [, , ids] = filterConditions({ ids: ['x', '019a0000-0000-7000-8000-00000000000A'] });
    assert.deepEqual(ids?.values, [['019a0000-0000-7000-8000-00000000000A']]);
  });
});

describe('the path of a list', () => {
  it('is every path when it is left out, whatever is said of children', () => {
    for (const selection of [{}, { path: null, children: true }, { childrenOnly: true }]) {
      assert.deepEqual(pathConditions(selection), []);
    }
  });

  it('is the path itself, with its children, or its children alone', () => {
    const values = (selection: Parameters<typeof pathConditions>[0]) =>
      pathConditions(selection).flatMap((sql) => sql.values);
    assert.deepEqual(values({ path: '/a/' }), ['a']);
    assert.deepEqual(values({ path: 'a', children: true }), ['a', 'a', 'a/', 'a0']);
    assert.deepEqual(values({ path: 'a', childrenOnly: true }), ['a', 'a/', 'a0']);
    assert.deepEqual(values({ path: 'a', children: false, childrenOnly: true }), ['a', 'a/', 'a0']);
    // The top folder, whose entries an index has in the order of time.
    assert.deepEqual(values({ path: 'a/b/c', childrenOnly: true }), ['a', 'a/b/c/', 'a/b/c0']);
  });
});

describe('the co-owner of a list', () => {
  it('is any when left out, none when null, this one when named', () => {
    assert.deepEqual(coownerConditions(undefined), []);
    assert.equal(text(coownerConditions(null)), 'r.coowner_id is null');
    assert.deepEqual(coownerConditions('b')[0]?.values, ['b']);
  });
});
