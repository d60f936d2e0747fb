import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { buildSchema, execute, graphql, GraphQLError, parse, validate, type ExecutionArgs } from 'graphql';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { PropertyRequired } from '../errors/property-required.js';
import { UNEXPECTED_ERROR_MESSAGE } from '../errors/unexpected-error.js';
import { httpStatusOf, publicError, type PublicError } from './error-format.js';

const schema = buildSchema(`
  enum Colour { RED }
  input Key { secret: Int! }
  type Query { fails: String  never: String!  colour: Colour  open(key: Key, not: Boolean): String }
  type Mutation { paint: String }
`);

function formatted(error: unknown): { readonly shown: PublicError; readonly reported: readonly unknown[] } {
  const reported: unknown[] = [];
  const shown = publicError(error, {
    requestId: 'r-1',
    reportUnexpected: (unexpected, requestId) => reported.push(unexpected, requestId),
  });
  return { shown, reported };
}

async function resolverError(thrown: unknown): Promise<unknown> {
  const rootValue = {
    fails: () => {
      throw thrown;
    },
  };
  const { errors } = await graphql({ schema, source: '{ alias: fails }', rootValue });
  return errors?.[0];
}

const masked = { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' };

describe('an error of ours', () => {
  it('is shown with its code, property and params, and the request id', () => {
    const { shown, reported } = formatted(new InvalidArguments('first', 'At most 200.', { maximum: 200 }));
    assert.deepEqual(shown, {
      message: 'At most 200.',
      extensions: { code: 'INVALID_ARGUMENTS', property: 'first', params: { maximum: 200 }, requestId: 'r-1' },
    });
    assert.deepEqual(reported, []);
  });

  it('is found inside what graphql-js and Apollo make of it, with the field where it happened', async () => {
    const error = await resolverError(new PropertyRequired('name'));
    const { shown } = formatted(error);
    assert.deepEqual(shown.extensions, { code: 'PROPERTY_REQUIRED', property: 'name', requestId: 'r-1' });
    assert.deepEqual(shown.path, ['alias']);
    assert.deepEqual(shown.locations, [{ line: 1, column: 3 }]);
    assert.ok(error instanceof Error);
    const wrapped = new GraphQLError('again', { originalError: error });
    assert.equal(formatted(wrapped).shown.extensions.code, 'PROPERTY_REQUIRED');
  });
});

describe('an error that was not meant for clients', () => {
  it('is masked, and reported whole', async () => {
    const cause = new Error('relation "account" does not exist at /srv/app/db.js:7');
    for (const error of [cause, await resolverError(cause), 'thrown text', undefined, { message: 'SELECT 1' }]) {
      const { shown, reported } = formatted(error);
      assert.equal(shown.message, UNEXPECTED_ERROR_MESSAGE);
      assert.deepEqual(shown.extensions, masked);
      assert.deepEqual(reported, [error, 'r-1']);
      assert.doesNotMatch(JSON.stringify(shown), /account|srv|SELECT|thrown/);
    }
  });

  it('is masked when a resolver dresses it as an error of the request', async () => {
    for (const code of ['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'FORBIDDEN']) {
      const error = await resolverError(new GraphQLError('inner', { extensions: { code, sql: 'SELECT 1' } }));
      assert.deepEqual(formatted(error).shown.extensions, masked);
    }
  });

  it('is masked when it is the cause of an error that has no field', () => {
    const originalError = new Error('SELECT 1');
    const error = new GraphQLError('SELECT 1', { originalError, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    assert.deepEqual(formatted(error).shown, { message: UNEXPECTED_ERROR_MESSAGE, extensions: masked });
    assert.deepEqual(formatted(error).reported, [error, 'r-1']);
  });

  it('is masked when a field gives what its type cannot be', async () => {
    const rootValue = { never: null, colour: '/etc/passwd' };
    for (const source of ['{ never }', '{ colour }']) {
      const { errors } = await graphql({ schema, source, rootValue });
      const { shown } = formatted(errors?.[0]);
      assert.equal(shown.message, UNEXPECTED_ERROR_MESSAGE);
      assert.deepEqual(shown.extensions, masked);
    }
  });
});

describe('an error of the request itself', () => {
  const codeOf = (error: unknown): string => formatted(error).shown.extensions.code;

  it('has the code of parsing or of validation, over WebSocket too, where graphql-js gives it none', () => {
    assert.throws(
      () => parse('query {'),
      (error) => codeOf(error) === 'GRAPHQL_PARSE_FAILED',
    );
    for (const error of validate(schema, parse('{ nothing }')))
      assert.equal(codeOf(error), 'GRAPHQL_VALIDATION_FAILED');
    const many = validate(schema, parse(`{ ${'nothing '.repeat(200)} }`));
    assert.deepEqual([...new Set(many.map(codeOf))], ['GRAPHQL_VALIDATION_FAILED']);
    const aborted = validate(schema, parse(`{ ${'colour '.repeat(2_000)} }`));
    assert.deepEqual(aborted.map(codeOf), ['GRAPHQL_VALIDATION_FAILED']);
  });

  it('does not repeat the value of a variable that graphql-js refuses', async () => {
    const args: ExecutionArgs = {
      schema,
      document: parse('query ($key: Key) { open(key: $key) }'),
      variableValues: { key: { secret: 'hunter2' } },
    };
    const { errors } = await execute(args);
    const { shown, reported } = formatted(errors?.[0]);
    assert.equal(shown.extensions.code, 'INVALID_ARGUMENTS');
    assert.equal(shown.extensions.property, 'variables');
    assert.doesNotMatch(JSON.stringify(shown), /hunter2/);
    assert.deepEqual(reported, []);
  });

  it('says which names may have been meant only where that is shown', () => {
    const queries = [
      ['{ failed }', 'Cannot query field "failed" on type "Query".'],
      ['{ open(kee: 1) }', 'Unknown argument "kee" on field "Query.open".'],
      ['{ ...F } fragment F on Quer { a }', 'Unknown type "Quer".'],
      ['{ fails @skp(if: true) }', 'Unknown directive "@skp".'],
    ] as const;
    for (const [query, bare] of queries) {
      const [error] = validate(schema, parse(query));
      const shown = (showsSuggestions?: boolean) =>
        publicError(error, { requestId: 'r-1', reportUnexpected: () => assert.fail(), showsSuggestions }).message;
      assert.equal(shown(false), bare);
      assert.equal(shown(true), error?.message);
    }
    const message = 'Which one? Did you mean "a"?';
    const ours = { requestId: 'r-1', reportUnexpected: () => undefined, showsSuggestions: false };
    assert.equal(publicError(new InvalidArguments('first', message), ours).message, message);
  });

  it('has a status of its own', () => {
    assert.equal(httpStatusOf('GRAPHQL_PARSE_FAILED'), 400);
    assert.equal(httpStatusOf('PROPERTY_REQUIRED'), 400);
    assert.equal(httpStatusOf('UNAUTHENTICATED'), 401);
    assert.equal(httpStatusOf('PERSISTED_QUERY_NOT_FOUND'), 200);
  });
});

describe('an error that Apollo Server makes', () => {
  async function ask(request: Parameters<ApolloServer['executeHTTPGraphQLRequest']>[0]['httpGraphQLRequest']) {
    const reported: unknown[] = [];
    const server = new ApolloServer({
      schema,
      rootValue: { fails: () => Promise.reject(new Error('secret of /srv/app')) },
      includeStacktraceInErrorResponses: true,
      formatError: (_, error) =>
        publicError(error, { requestId: 'r-1', reportUnexpected: (unexpected) => reported.push(unexpected) }),
    });
    await server.start();
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: request,
      context: () => Promise.resolve({}),
    });
    await server.stop();
    assert.ok(answer.body.kind === 'complete');
    const text = answer.body.string;
    const body = JSON.parse(text) as { errors: PublicError[] };
    return { text, error: body.errors[0], reported };
  }
  const head = { method: 'POST', headers: new HeaderMap([['content-type', 'application/json']]), search: '' };

  it('keeps its code for parsing, validation and persisted queries, and no stack', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'ab' } };
    const cases = [
      [{ query: '{' }, 'GRAPHQL_PARSE_FAILED'],
      [{ query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
      [{ extensions }, 'PERSISTED_QUERY_NOT_FOUND'],
      [{ query: '{ fails }', extensions: { persistedQuery: { version: 2 } } }, 'INVALID_ARGUMENTS'],
      [{}, 'INVALID_ARGUMENTS'],
      [{ query: 'query A { fails } query B { fails }' }, 'INVALID_ARGUMENTS'],
      [{ query: 'query ($n: Boolean!) { open(not: $n) }', variables: { n: 'hunter2' } }, 'INVALID_ARGUMENTS'],
    ] as const;
    for (const [body, code] of cases) {
      const { error, text, reported } = await ask({ ...head, body });
      assert.equal(error?.extensions.code, code, text);
      assert.equal(error.extensions.requestId, 'r-1');
      assert.doesNotMatch(text, /stack|node_modules|hunter2/);
      assert.deepEqual(reported, []);
    }
  });

  it('is masked and reported when it is a resolver that failed', async () => {
    const { error, text, reported } = await ask({ ...head, body: { query: '{ fails }' } });
    assert.deepEqual(error?.extensions, masked);
    assert.doesNotMatch(text, /secret|srv/);
    assert.equal(reported.length, 1);
  });

  it('tells of a method that is not allowed', async () => {
    const headers = new HeaderMap([['apollo-require-preflight', 'yes']]);
    const { error } = await ask({ method: 'GET', headers, search: '?query=mutation{paint}', body: undefined });
    assert.equal(error?.extensions.code, 'METHOD_NOT_ALLOWED');
  });
});
