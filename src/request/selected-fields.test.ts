import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, graphql } from 'graphql';
import { selectedFields } from './selected-fields.js';

const SCHEMA = buildSchema(`
  type Query { page(of: String): Page }
  type Page { count: Int  cursor: String  info: Info }
  type Info { count: Int  last: Boolean }
`);

/** What the field `page` of this document selects, each time that it is resolved. */
async function selected(source: string, variableValues: Record<string, unknown> = {}): Promise<string[][]> {
  const found: string[][] = [];
  const page = (_args: unknown, _context: unknown, info: Parameters<typeof selectedFields>[0]) => {
    found.push([...selectedFields(info)].sort());
    return {};
  };
  const { errors } = await graphql({ schema: SCHEMA, source, rootValue: { page }, variableValues });
  assert.equal(errors, undefined);
  return found;
}

describe('what a document selects below a field', () => {
  it('is told by the names of the schema, not by aliases, and one level deep', async () => {
    assert.deepEqual(await selected('{ page { total: count info { last } } }'), [['count', 'info']]);
  });

  it('is found in fragments, named or not, and in fragments of fragments', async () => {
    const document = `
      { page { ...A ... on Page { cursor } } }
      fragment A on Page { ...B }
      fragment B on Page { count info { last } }`;
    assert.deepEqual(await selected(document), [['count', 'cursor', 'info']]);
  });

  it('is all of it when the field stands there twice', async () => {
    assert.deepEqual(await selected('{ page { count } page { cursor } }'), [['count', 'cursor']]);
    assert.deepEqual(await selected('{ a: page { count } b: page { cursor } }'), [['count'], ['cursor']]);
  });

  it('is not what is skipped or not included', async () => {
    const document = `query ($yes: Boolean!, $no: Boolean!) { page {
      a: count @skip(if: $yes)  cursor @include(if: $yes)  ... @include(if: $no) { info { last } }
      ...A @skip(if: $yes)
    } } fragment A on Page { count }`;
    assert.deepEqual(await selected(document, { yes: true, no: false }), [['cursor']]);
    assert.deepEqual(await selected(document, { yes: false, no: true }), [['count', 'info']]);
  });

  it('finds a fragment that is skipped in one place and spread in another', async () => {
    const document = '{ page { ...A @skip(if: true) ...A } } fragment A on Page { count }';
    assert.deepEqual(await selected(document), [['count']]);
  });
});
