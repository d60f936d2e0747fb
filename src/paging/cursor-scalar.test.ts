import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GraphQLError, Kind } from 'graphql';
import { CursorScalar } from './cursor-scalar.js';

describe('a cursor in a document', () => {
  it('is text, in a variable and in the document itself', () => {
    assert.equal(CursorScalar.parseValue('abc'), 'abc');
    assert.equal(CursorScalar.parseLiteral({ kind: Kind.STRING, value: 'abc' }), 'abc');
    assert.equal(CursorScalar.serialize('abc'), 'abc');
  });

  it('is nothing else, and a refusal does not repeat what was sent', () => {
    for (const value of [1, true, {}, ['abc']]) assert.throws(() => CursorScalar.parseValue(value), GraphQLError);
    assert.throws(
      () => CursorScalar.parseLiteral({ kind: Kind.INT, value: '4711' }),
      (error: Error) => {
        assert.doesNotMatch(error.message, /4711/);
        return error instanceof GraphQLError;
      },
    );
    assert.throws(() => CursorScalar.serialize(1), GraphQLError);
  });
});
