import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAuthorization } from './authorization-header.js';

describe('a credential as it was sent', () => {
  it('is nobody’s when nothing was sent', () => {
    for (const nothing of [undefined, '', '   ']) assert.equal(parseAuthorization(nothing), null);
  });

  it('is a token or a key, its scheme in any case', () => {
    for (const text of ['Bearer abc.def', 'bearer abc.def', '  BEARER   abc.def ']) {
      assert.deepEqual(parseAuthorization(text), { scheme: 'BEARER', token: 'abc.def' });
    }
    assert.deepEqual(parseAuthorization('Thing tk_AbC'), { scheme: 'THING', key: 'tk_AbC' });
  });

  it('that cannot be read is refused, and the refusal does not repeat it', () => {
    for (const text of ['Bearer', 'Thing', 'abc', 'Basic c2VjcmV0', 'Bearer a b', 'Bearerabc', 'Thing: x', 'null']) {
      assert.throws(
        () => parseAuthorization(text),
        (error: Error & { readonly code?: string }) => {
          assert.equal(error.code, 'UNAUTHENTICATED');
          assert.doesNotMatch(error.message, /c2VjcmV0|Basic/);
          return true;
        },
        text,
      );
    }
  });
});
