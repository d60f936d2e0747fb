import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, GraphQLError } from 'graphql';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { checkRequest, type CheckedRequest, type UncheckedRequest } from './request-check.js';

const schema = buildSchema(`
  enum Unit { METRE FOOT }
  type Room { name(language: String!): String  size(unit: Unit!): Int  next: Room }
  type Query {
    viewer: String
    room(id: ID!): Room
    rooms(matrix: [[Int!]!]): [Room]
  }
  type Mutation {
    login(input: LoginInput!): String
    createRoom(input: CreateRoomInput!): Room
  }
  input LoginInput { email: String!  password: String! }
  input CreateRoomInput { ownerId: ID!  path: String! }
`);

type Asked = Partial<Omit<UncheckedRequest, 'schema'>>;

function check(query: unknown, asked: Asked = {}): CheckedRequest {
  return checkRequest({ schema, query, isAuthenticated: true, limits: DOCUMENT_LIMITS, ...asked });
}

/** What a refused request is answered: code, property and path. */
function refusal(query: unknown, asked: Asked = {}): readonly unknown[] {
  try {
    check(query, asked);
  } catch (error) {
    if (error instanceof ThingstoreError) return [error.code, error.property, error.params?.['path']];
    throw error;
  }
  return ['PASSED'];
}

const CREATE = 'mutation Create($input: CreateRoomInput!) { createRoom(input: $input) { size(unit: METRE) } }';
const room = { ownerId: 'o-1', path: 'halls/1' };

describe('a request, before it is executed', () => {
  it('passes when all it needs is there, and names its operation', () => {
    const { operation, document } = check(`${CREATE} query Other { viewer }`, {
      operationName: 'Create',
      variables: { input: room },
    });
    assert.equal(operation.name?.value, 'Create');
    assert.equal(document.definitions.length, 2);
  });

  it('is refused when it is no GraphQL, with the words of the parser', () => {
    assert.throws(() => check('query {'), GraphQLError);
    assert.throws(() => check('query { a(b: "unended }'), GraphQLError);
  });

  it('is refused without a query, and when query, operation name or variables are of another kind', () => {
    assert.deepEqual(refusal(undefined), ['PROPERTY_REQUIRED', 'query', undefined]);
    assert.deepEqual(refusal(5), ['INVALID_ARGUMENTS', 'query', undefined]);
    assert.deepEqual(refusal('{ viewer }', { operationName: 5 }), ['INVALID_ARGUMENTS', 'operationName', undefined]);
    assert.deepEqual(refusal('{ viewer }', { variables: [] }), ['INVALID_ARGUMENTS', 'variables', undefined]);
    assert.deepEqual(refusal('{ viewer }', { variables: '{}' }), ['INVALID_ARGUMENTS', 'variables', undefined]);
  });

  it('is refused when it does not say which operation, or names one that is not there', () => {
    const two = 'query A { viewer } query B { viewer }';
    assert.deepEqual(refusal(two), ['INVALID_ARGUMENTS', 'operationName', undefined]);
    assert.deepEqual(refusal(two, { operationName: 'C' }), ['INVALID_ARGUMENTS', 'operationName', undefined]);
    assert.deepEqual(refusal('fragment F on Room { name }'), ['INVALID_ARGUMENTS', 'query', undefined]);
  });
});

describe('a request of nobody', () => {
  const nobody = { isAuthenticated: false };

  it('may log in, ask who it is, and introspect', () => {
    const login = 'mutation { login(input: {email: "a@b.c", password: "x"}) }';
    for (const query of [
      login,
      '{ viewer __typename }',
      '{ __schema { description } __type(name: "Room") { name } }',
    ]) {
      assert.deepEqual(refusal(query, nobody), ['PASSED']);
    }
  });

  it('may do nothing else, not behind a fragment and not behind an alias either', () => {
    const queries = [
      '{ viewer rooms { name(language: "en") } }',
      '{ viewer: rooms { name(language: "en") } }',
      '{ viewer ... { rooms { next { __typename } } } }',
      '{ viewer ...A } fragment A on Query { ...B } fragment B on Query { rooms { __typename } }',
      CREATE,
    ];
    for (const query of queries) assert.deepEqual(refusal(query, nobody)[0], 'UNAUTHENTICATED');
  });

  it('is told to log in before it is told what is missing', () => {
    assert.deepEqual(refusal('{ room { size } }', nobody)[0], 'UNAUTHENTICATED');
  });

  it('is judged by the operation it selects', () => {
    const two = 'query Free { viewer } query Closed { rooms { __typename } }';
    assert.deepEqual(refusal(two, { ...nobody, operationName: 'Free' }), ['PASSED']);
    assert.deepEqual(refusal(two, { ...nobody, operationName: 'Closed' })[0], 'UNAUTHENTICATED');
  });
});

describe('a request for the schema', () => {
  const queries = [
    '{ __schema { description } }',
    '{ a: __type(name: "Room") { name } }',
    'query A { viewer } query B { ... on Query { __schema { description } } }',
    '{ ...A } fragment A on Query { __schema { description } }',
  ];
  const ask = (query: string, allowsIntrospection: boolean, isAuthenticated = true) =>
    refusal(query, {
      limits: { ...DOCUMENT_LIMITS, allowsIntrospection },
      isAuthenticated,
      operationName: query.startsWith('query') ? 'A' : undefined,
    });

  it('is answered where introspection is on, and refused to all where it is off', () => {
    for (const query of queries) {
      assert.deepEqual(ask(query, true), ['PASSED'], query);
      assert.deepEqual(ask(query, false)[0], 'FORBIDDEN', query);
      assert.deepEqual(ask(query, false, false)[0], 'FORBIDDEN', query);
    }
  });

  it('is not one for the type of what was answered', () => {
    assert.deepEqual(ask('{ __typename rooms { __typename } }', false), ['PASSED']);
  });
});

describe('a document', () => {
  it('of 3,000 open brackets is refused, not overflowing any stack', () => {
    assert.deepEqual(refusal('{a'.repeat(3_000) + '}'.repeat(3_000))[1], 'query');
    assert.deepEqual(refusal(`{ rooms(matrix: ${'['.repeat(4_000)}${']'.repeat(4_000)}) { __typename } }`)[1], 'query');
  });

  it('of more than 10,000 tokens is refused, also when it is known from kinder limits', () => {
    const query = `{ ${'viewer '.repeat(9_998)} }`;
    const kinder = { ...DOCUMENT_LIMITS, selections: 20_000, rootFields: 20_000 };
    assert.deepEqual(refusal(query, { limits: kinder }), ['PASSED']);
    assert.deepEqual(refusal(query, { limits: { ...kinder, tokens: 9_999 } })[1], 'query');
    assert.deepEqual(refusal(`${query} #`, { limits: kinder }), ['PASSED']);
    assert.deepEqual(refusal(`{ ${'viewer '.repeat(9_999)} }`, { limits: kinder })[1], 'query');
  });

  it('is parsed once, as long as it is the same text', () => {
    const first = check('query Same { viewer }').document;
    assert.equal(check('query Same { viewer }').document, first);
    assert.notEqual(check('query Same {  viewer }').document, first);
  });

  it('whose fragments double at each step is walked in no time', () => {
    const fragments = Array.from(
      { length: 40 },
      (_, step) => `fragment F${step} on Room { ...F${step + 1} ...F${step + 1} }`,
    );
    const query = `{ room(id: 1) { ...F0 } } ${fragments.join(' ')} fragment F40 on Room { size }`;
    assert.deepEqual(refusal(query)[1], 'query');
    const kinder = { ...DOCUMENT_LIMITS, selections: Infinity };
    assert.deepEqual(refusal(query, { limits: kinder })[1], 'unit');
  });

  it('whose fragments spread themselves is left to validation', () => {
    assert.deepEqual(refusal('{ viewer ...A } fragment A on Query { ...B } fragment B on Query { ...A }'), ['PASSED']);
    const nobody = { isAuthenticated: false };
    assert.deepEqual(refusal('{ viewer ...A } fragment A on Query { ...A }', nobody), ['PASSED']);
  });
});
