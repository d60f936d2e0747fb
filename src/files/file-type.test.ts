import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFileName } from './file-name.js';
import { declaredType } from './file-type.js';

const declared = (mimetype: string, name: string) =>
  declaredType({ mimetype, filename: name, createReadStream: () => assert.fail() }, parseFileName(name));

describe('the type that a file is declared to have', () => {
  it('is what its sender said', () => {
    assert.equal(declared('text/plain', 'a.csv'), 'text/plain');
    assert.equal(declared('Text/CSV; Charset=utf-8', 'a.bin'), 'text/csv; charset=utf-8');
  });

  it('is what the extension of its name tells where its sender did not know', () => {
    for (const unknown of ['', 'application/octet-stream', 'Application/Octet-Stream; x=y']) {
      assert.equal(declared(unknown, 'a.csv'), 'text/csv');
      assert.equal(declared(unknown, 'A.JSON'), 'application/json');
      assert.equal(declared(unknown, 'a.unheard-of'), 'application/octet-stream');
    }
  });

  it('is told by no name that has no extension, whatever it is', () => {
    for (const name of ['html', 'json', '.html', 'a.', 'csv ', '..csv.']) {
      assert.equal(declared('', name), 'application/octet-stream', name);
    }
  });

  it('is refused when it is none', () => {
    assert.throws(() => declared('csv', 'a.csv'), { code: 'INVALID_ARGUMENTS', property: 'type' });
  });
});
