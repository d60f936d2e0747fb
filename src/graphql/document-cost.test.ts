import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, getIntrospectionQuery, isObjectType, validate, parse } from 'graphql';
import { RESOLVERS } from '../app.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { buildThingstoreSchema } from './build-schema.js';
import { DOCUMENT_LIMITS, type DocumentLimits } from './document-limits.js';
import { checkRequest } from './request-check.js';

const schema = buildSchema(`
  type Query {
    owners(first: Int): OwnerConnection!
    owner: Owner
    label: String
    urls(numbers: [Int!]!): [Url!]!
  }
  type OwnerConnection { nodes: [Owner!]!  edges: [OwnerEdge!]!  pageInfo: PageInfo!  totalCount: Int! }
  type OwnerEdge { node: Owner! }
  type PageInfo { hasNextPage: Boolean! }
  type Owner {
    name: String!
    keys: [Key!]!
    tags: [Key!]!
    resources(first: Int, last: Int): ResourceConnection!
  }
  type Key { id: ID! }
  type Url { url: String! }
  type ResourceConnection { nodes: [Resource!]!  pageInfo: PageInfo! }
  type Resource { path: String!  owner: Owner }
`);
extend('Owner', 'keys', { atMost: 100 });
extend('OwnerConnection', 'totalCount', { weight: 7 });
extend('Query', 'urls', { oneFor: 'numbers' });

function extend(typeName: string, fieldName: string, extensions: Readonly<Record<string, unknown>>): void {
  const type = schema.getType(typeName);
  const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
  if (field !== undefined) field.extensions = extensions;
}

interface Asked {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly limits?: DocumentLimits;
}

const anyOther: DocumentLimits = { ...DOCUMENT_LIMITS, tokens: Infinity, selections: Infinity, rootFields: Infinity };

/** What the operation is said to cost: the least limit with which it passes. */
function costOf(query: string, variables?: Readonly<Record<string, unknown>>): number {
  const refusal = refused(query, { variables: variables ?? {}, limits: { ...anyOther, cost: -1 } });
  assert.ok(refusal !== null);
  const cost = Number(refusal.params?.['cost']);
  assert.deepEqual(validate(schema, parse(query)), []);
  assert.equal(refused(query, { variables: variables ?? {}, limits: { ...anyOther, cost } }), null);
  assert.ok(refused(query, { variables: variables ?? {}, limits: { ...anyOther, cost: cost - 1 } }) !== null);
  return cost;
}

/** Null when it passes. */
function refused(query: string, asked: Asked = {}, asking = schema): InvalidArguments | null {
  try {
    const { variables, limits = DOCUMENT_LIMITS } = asked;
    checkRequest({ schema: asking, query, variables, isAuthenticated: true, limits });
    return null;
  } catch (error) {
    assert.ok(error instanceof InvalidArguments, String(error));
    assert.equal(error.property, 'query');
    return error;
  }
}

describe('the cost of an operation', () => {
  it('counts each object that can come back, under each of its aliases', () => {
    assert.equal(costOf('{ label }'), 0);
    assert.equal(costOf('{ owner { name } }'), 1);
    assert.equal(costOf('{ a: owner { name } b: owner { name } }'), 2);
    assert.equal(
      costOf('{ owner { ...F } ...G } fragment F on Owner { name } fragment G on Query { o: owner { name } }'),
      2,
    );
  });

  it('multiplies what is below a page by its size: 20 when left out, never more than 200', () => {
    assert.equal(costOf('{ owners { pageInfo { hasNextPage } } }'), 2);
    assert.equal(costOf('{ owners { nodes { name } } }'), 1 + 20);
    assert.equal(costOf('{ owners(first: 3) { nodes { name } } }'), 1 + 3);
    assert.equal(costOf('{ owners(first: 3) { edges { node { name } } pageInfo { hasNextPage } } }'), 1 + 3 * 2 + 1);
    assert.equal(costOf('{ owners(first: 100000) { nodes { name } } }'), 1 + 200);
    assert.equal(costOf('{ owner { resources(last: 7) { nodes { path } } } }'), 1 + 1 + 7);
    const nested = '{ owners(first: 100) { nodes { resources(first: 20) { nodes { owner { name } } } } } }';
    assert.equal(costOf(nested), 1 + 100 * (1 + 1 + 20 * 2));
  });

  it('reads page sizes from variables, their defaults too', () => {
    const query = 'query A($n: Int = 5) { owners(first: $n) { nodes { name } } }';
    assert.equal(costOf(query), 1 + 5);
    assert.equal(costOf(query, { n: 9 }), 1 + 9);
    assert.equal(costOf(query, { n: null }), 1 + 20);
    assert.equal(costOf('query A($n: Int) { owners(first: $n) { nodes { name } } }'), 1 + 20);
  });

  it('follows fragments on a page, whose size is said outside of them', () => {
    const query = `{ a: owners(first: 3) { ...F } b: owners(first: 30) { ...F } }
      fragment F on OwnerConnection { nodes { ... on Owner { resources(first: 2) { ...G } } } }
      fragment G on ResourceConnection { nodes { path } pageInfo { hasNextPage } }`;
    assert.equal(costOf(query), 2 + 33 * (1 + 1 + 2 + 1));
  });

  it('multiplies what is below another list by what its field declares, and by 10 when it declares nothing', () => {
    assert.equal(costOf('{ owner { tags { id } } }'), 1 + 10);
    assert.equal(costOf('{ owner { keys { id } } }'), 1 + 100);
  });

  it('multiplies by the length of the argument that a list answers one for one', () => {
    assert.equal(costOf('{ urls(numbers: [1, 2, 3]) { url } }'), 3);
    assert.equal(costOf('{ urls(numbers: 4) { url } }'), 1);
    assert.equal(costOf('query A($n: [Int!]!) { urls(numbers: $n) { url } }', { n: [1, 2, 3, 4] }), 4);
    assert.equal(costOf('query A($n: Int!) { urls(numbers: [$n, 2]) { url } }', { n: 1 }), 2);
  });

  it('adds what a field weighs', () => {
    assert.equal(costOf('{ owners { totalCount } }'), 1 + 7);
  });

  it('is told with its limit, and with what to do', () => {
    const refusal = refused('{ owners(first: 200) { nodes { resources(first: 200) { nodes { owner { name } } } } } }');
    assert.deepEqual(refusal?.params, { cost: 1 + 200 * (2 + 400), limit: 10_000 });
    assert.match(refusal.message, /80401 objects; at most 10000 .*smaller pages/);
  });

  it('is found at once where fragments double at each step', () => {
    const doubled = Array.from(
      { length: 40 },
      (_, step) => `fragment F${step} on Owner { ...F${step + 1} ...F${step + 1} }`,
    );
    const query = `{ owner { ...F0 } } ${doubled.join(' ')} fragment F40 on Owner { tags { id } }`;
    assert.equal(refused(query, { limits: anyOther })?.params?.['cost'], 1 + 10 * 2 ** 40);
  });

  it('leaves fragments that spread themselves, and what is unknown, to validation', () => {
    assert.equal(refused('{ owner { ...A } } fragment A on Owner { ...B } fragment B on Owner { ...A }'), null);
    assert.equal(refused('{ owner { nothing { more } ...C } } fragment D on Nothing { a { b } }'), null);
  });
});

describe('the cost of introspection', () => {
  const types = (fields: number): string =>
    `{ __schema { types { ${Array.from({ length: fields }, (_, at) => `f${at}: fields { type { fields { name } } }`).join(' ')} } } }`;

  it('has a limit of its own, which the usual query keeps and many of them do not', () => {
    const usual = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true });
    assert.equal(refused(usual, { limits: { ...DOCUMENT_LIMITS, cost: 0 } }), null);
    assert.equal(refused(types(1)), null);
    const refusal = refused(types(100));
    assert.match(refusal?.message ?? '', /asks for much more of the schema/);
    assert.ok(Number(refusal?.params?.['cost']) > Number(refusal?.params?.['limit']));
  });

  it('counts once for each time that the schema is asked for', () => {
    const inner = types(8).slice(1, -1);
    const many = (count: number) => `{ ${Array.from({ length: count }, (_, at) => `s${at}: ${inner}`).join(' ')} }`;
    assert.equal(refused(many(1)), null);
    assert.match(refused(many(20))?.message ?? '', /asks for much more of the schema/);
  });
});

describe('the cost of what dashboards ask of Thingstore', () => {
  const ours = buildThingstoreSchema({ resolvers: RESOLVERS, instances: [] });
  const dashboard = (first: number, below: number, more: string) => `{
    owners(first: ${first}) { pageInfo { hasNextPage } nodes { id resources(first: ${below}) { nodes { path ${more} } } } }
  }`;

  it('is within the default', () => {
    assert.equal(refused(dashboard(100, 20, 'owner { name } signedUrl { url } details { size }'), {}, ours), null);
    assert.equal(
      refused('{ resources(first: 200) { nodes { owner { name } signedUrl { url } } totalCount } }', {}, ours),
      null,
    );
  });

  it('and three levels of large pages are not', () => {
    const more = 'owner { resources(first: 20) { nodes { path } } }';
    assert.match(refused(dashboard(200, 200, more), {}, ours)?.message ?? '', /objects; at most 10000/);
  });

  it('counts a URL for each part that is asked for', () => {
    const urls = 'query A($n: [Int!]!) { multipartUpload(id: "x") { partUrls(numbers: $n) { url } } }';
    const asked = (length: number) => ({ variables: { n: Array.from({ length }, (_, at) => at + 1) } });
    assert.equal(refused(urls, asked(9_999), ours), null);
    assert.match(refused(urls, asked(10_000), ours)?.message ?? '', /10001 objects/);
  });

  it('counts as many access tokens and API keys as there may be', () => {
    const lists = (tokens: number, keys: number) => {
      const aliases = (count: number, list: string) =>
        Array.from({ length: count }, (_, at) => `${list}${at}: ${list}`);
      return `{ ${[...aliases(tokens, 'accessTokens'), ...aliases(keys, 'apiKeys')].join(' { id } ')} { id } }`;
    };
    assert.equal(refused(lists(10, 9), {}, ours), null);
    assert.match(refused(lists(11, 9), {}, ours)?.message ?? '', /10100 objects/);
  });
});
