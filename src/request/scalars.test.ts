import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { GraphQLError, parseValue } from 'graphql';
import { Upload } from 'graphql-upload-minimal';
import { CursorScalar } from '../paging/cursor-scalar.js';
import { DateTimeScalar, JsonObjectScalar, JsonScalar, UploadScalar } from './scalars.js';

describe('DateTime', () => {
  it('reads an instant with Z or an offset, as a variable and as a literal', () => {
    const expected = new Date('2026-05-04T08:15:30.250Z');
    for (const text of [
      '2026-05-04T08:15:30.25Z',
      '2026-05-04T10:15:30.250+02:00',
      '2026-05-03T22:15:30.2509999-10:00',
    ]) {
      assert.deepEqual(DateTimeScalar.parseValue(text), expected);
      assert.deepEqual(DateTimeScalar.parseLiteral(parseValue(JSON.stringify(text))), expected);
    }
  });

  it('refuses what is no instant, or has no place in time', () => {
    const texts = [
      '2026-05-04',
      '2026-05-04T10:15:30',
      '2026-05-04T10:15Z',
      '2026-05-04 10:15:30Z',
      '2026-02-29T00:00:00Z',
      '2026-04-31T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-05-00T00:00:00Z',
      '2026-05-04T24:00:00Z',
      '2026-05-04T23:59:60Z',
      '2026-05-04T10:15:30+24:00',
      '2026-05-04T10:15:30+0200',
      '2026-05-04T10:15:30|02:00',
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+00:01',
      '9999-12-31T23:59:59-00:01',
      '+012026-05-04T10:15:30Z',
      '2026-05-04T10:15:30Z\n',
      '',
    ];
    for (const text of texts) assert.throws(() => DateTimeScalar.parseValue(text), GraphQLError, text);
    for (const value of [1_777_000_000_000, true, {}, ['2026-05-04T10:15:30Z']]) {
      assert.throws(() => DateTimeScalar.parseValue(value), GraphQLError);
    }
    assert.throws(() => DateTimeScalar.parseLiteral(parseValue('1777000000000')), GraphQLError);
  });

  it('knows leap years, and the years before 100', () => {
    assert.equal(DateTimeScalar.parseValue('2024-02-29T00:00:00Z').getUTCDate(), 29);
    assert.throws(() => DateTimeScalar.parseValue('1900-02-29T00:00:00Z'));
    assert.equal(
      DateTimeScalar.serialize(DateTimeScalar.parseValue('0001-01-01T00:00:00Z')),
      '0001-01-01T00:00:00.000Z',
    );
    assert.equal(
      DateTimeScalar.serialize(DateTimeScalar.parseValue('0099-12-31T23:59:59Z')),
      '0099-12-31T23:59:59.000Z',
    );
  });

  it('writes UTC with milliseconds, and reads what it writes', () => {
    const dates = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        const text = DateTimeScalar.serialize(date);
        assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        assert.equal(DateTimeScalar.parseValue(text).getTime(), date.getTime());
      }),
    );
    for (const value of [new Date(NaN), '2026-05-04T10:15:30Z', 5])
      assert.throws(() => DateTimeScalar.serialize(value));
  });
});

describe('JSON and JSONObject', () => {
  it('read in a literal what JSON would say', () => {
    const literal = parseValue('{text: "a", list: [1, 2.5, null, true], empty: {}}');
    const expected = { text: 'a', list: [1, 2.5, null, true], empty: {} };
    assert.deepEqual(JsonScalar.parseLiteral(literal), expected);
    assert.deepEqual(JsonObjectScalar.parseLiteral(literal), expected);
    assert.equal(JsonScalar.parseLiteral(parseValue('-1.5e3')), -1500);
  });

  it('put variables into a literal, and leave out what was not given', () => {
    const literal = parseValue('{a: $a, b: $b, list: [$a, $b]}');
    assert.deepEqual(JsonScalar.parseLiteral(literal, { a: { x: 1 } }), { a: { x: 1 }, list: [{ x: 1 }, null] });
    assert.throws(() => JsonScalar.parseLiteral(literal, { a: new Date(0) }), /is not JSON/);
  });

  it('refuse a word without quotes, an instance, an infinite number', () => {
    assert.throws(() => JsonScalar.parseLiteral(parseValue('{a: [WORD]}')), /must be JSON/);
    assert.throws(() => JsonScalar.parseValue({ a: new Upload() }), /is not JSON/);
    assert.throws(() => JsonScalar.parseValue([Infinity]), /out of range/);
  });

  it('differ in that JSONObject takes and writes objects only', () => {
    for (const value of [[], 'text', 5, null]) {
      assert.deepEqual(JsonScalar.parseValue(value), value);
      assert.throws(() => JsonObjectScalar.parseValue(value), /must be a JSON object/);
      assert.throws(() => JsonObjectScalar.serialize(value));
    }
    assert.throws(() => JsonObjectScalar.parseLiteral(parseValue('[1]')), /must be a JSON object/);
    assert.deepEqual(JsonObjectScalar.serialize({ a: 1 }), { a: 1 });
  });
});

describe('Cursor', () => {
  it('is text', () => {
    assert.equal(CursorScalar.parseValue('abc'), 'abc');
    assert.equal(CursorScalar.parseLiteral(parseValue('"abc"')), 'abc');
    assert.equal(CursorScalar.serialize('abc'), 'abc');
    for (const value of [5, null, {}]) assert.throws(() => CursorScalar.parseValue(value), GraphQLError);
    assert.throws(() => CursorScalar.parseLiteral(parseValue('5')), GraphQLError);
    assert.throws(() => CursorScalar.serialize(5), GraphQLError);
  });
});

describe('Upload', () => {
  it('is the promise of the file that the multipart request carries', () => {
    const upload = new Upload();
    const file = UploadScalar.parseValue(upload);
    assert.equal(file, upload.promise);
  });

  it('is nothing that JSON or a literal could carry', () => {
    for (const value of ['a', {}, { promise: {} }, { promise: 'x' }, null]) {
      assert.throws(() => UploadScalar.parseValue(value), /multipart/);
    }
    assert.throws(() => UploadScalar.parseLiteral(parseValue('"a"')), /multipart/);
    assert.throws(() => UploadScalar.serialize('a'));
  });
});
