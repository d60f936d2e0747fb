import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { checkDocumentLimits, DOCUMENT_LIMITS, type DocumentLimits } from './document-limits.js';
import { measureDocument } from './document-size.js';

/** The refusal's message; null when the document passes. */
function refusal(text: string, limits: DocumentLimits = DOCUMENT_LIMITS): string | null {
  try {
    measureDocument(text, limits);
    checkDocumentLimits(parse(text), limits);
    return null;
  } catch (error) {
    assert.ok(error instanceof InvalidArguments, String(error));
    assert.equal(error.property, 'query');
    return error.message;
  }
}

const nested = (levels: number, leaf: string): string =>
  `${`${leaf} {`.repeat(levels - 1)} ${leaf} ${'}'.repeat(levels - 1)}`;

describe('the limits of a document', () => {
  it('let 12 fields below each other pass and refuse the 13th, fragments followed', () => {
    assert.equal(refusal(`{ ${nested(12, 'a')} }`), null);
    assert.match(refusal(`{ ${nested(13, 'a')} }`) ?? '', /13 fields deep; at most 12/);
    const inFragments = (inner: number): string =>
      `{ a { ...F } } fragment F on T { a { ... on T { ...G } } } fragment G on T { ${nested(inner, 'a')} }`;
    assert.equal(refusal(inFragments(10)), null);
    assert.match(refusal(inFragments(11)) ?? '', /13 fields deep/);
  });

  it('let the usual introspection pass and bound a deeper one', () => {
    assert.equal(refusal(getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true })), null);
    const ofTypes = (levels: number): string => `{ __type(name: "A") { ${nested(levels, 'ofType')} } }`;
    assert.equal(refusal(ofTypes(19)), null);
    assert.match(refusal(ofTypes(20)) ?? '', /Introspection may be at most 20/);
  });

  it('count every field of an operation, aliases and fragments too: 1,000 pass', () => {
    const aliases = (count: number): string => Array.from({ length: count }, (_, index) => `a${index}: name`).join(' ');
    assert.equal(refusal(`{ a { ${aliases(999)} } }`), null);
    assert.match(refusal(`{ a { ${aliases(1_000)} } }`) ?? '', /at most 1000 fields/);
    const spread = (times: number): string =>
      `{ a { ${'b { ...F } '.repeat(times)} } } fragment F on T { ${aliases(99)} }`;
    assert.equal(refusal(spread(9)), null);
    assert.match(refusal(spread(10)) ?? '', /at most 1000 fields/);
  });

  it('let 100 fields at the root pass, counted through fragments', () => {
    const logins = (count: number): string => Array.from({ length: count }, (_, index) => `l${index}: login`).join(' ');
    assert.equal(refusal(`mutation { ${logins(100)} }`), null);
    assert.match(refusal(`mutation { ${logins(101)} }`) ?? '', /at most 100 fields at its root/);
    const spread = `mutation { ...F more: login } fragment F on Mutation { ${logins(100)} }`;
    assert.match(refusal(spread) ?? '', /at most 100 fields at its root/);
  });

  it('hold for every operation of the document, and for a fragment that nobody uses', () => {
    assert.match(refusal(`query A { a } query B { ${nested(13, 'a')} }`) ?? '', /13 fields deep/);
    assert.match(refusal(`{ a } fragment F on T { ${'a '.repeat(1_001)} }`) ?? '', /at most 1000 fields/);
  });

  it('hold for chains of fragments, from whichever end they are met', () => {
    const chain = (length: number): string[] =>
      Array.from({ length }, (_, step) => `fragment F${step} on T { ${step === 0 ? 'a' : `...F${step - 1}`} }`);
    assert.equal(refusal(`{ ...F49 } ${chain(50).join(' ')}`), null);
    for (const fragments of [chain(51), chain(51).reverse(), chain(1_000), chain(1_000).reverse()]) {
      const last = `{ ...F${fragments.length - 1} }`;
      assert.match(refusal(`${last} ${fragments.join(' ')}`) ?? '', /at most 50 levels/);
      assert.match(refusal(`${fragments.join(' ')} ${last}`) ?? '', /at most 50 levels/);
    }
  });

  it('are found at once where fragments double at each step, and where they spread themselves', () => {
    const doubled = Array.from(
      { length: 45 },
      (_, step) => `fragment F${step} on T { ...F${step + 1} ...F${step + 1} }`,
    );
    assert.match(refusal(`{ ...F0 } ${doubled.join(' ')} fragment F45 on T { a }`) ?? '', /at most 1000 fields/);
    assert.equal(refusal('{ ...A } fragment A on T { ...B } fragment B on T { ...A b }'), null);
  });

  it('stop counting tokens and brackets where there are too many', () => {
    assert.match(refusal('{'.repeat(1_000_000)) ?? '', /at most 128 brackets/);
    assert.match(refusal('a '.repeat(1_000_000)) ?? '', /at most 10000 tokens/);
    assert.deepEqual(measureDocument('{ a(b: [1, {c: "}}}"}]) } # {{{', DOCUMENT_LIMITS), { tokens: 15, nesting: 4 });
  });

  it('let nothing pass that validation gives up on, as long as the names differ', () => {
    const schema = buildSchema('type Query { a: Query  name: String }');
    const aliases = Array.from({ length: 999 }, (_, index) => `a${index}: name`);
    const text = `{ a { ${aliases.join(' ')} } }`;
    assert.equal(refusal(text), null);
    assert.deepEqual(validate(schema, parse(text)), []);
  });
});
