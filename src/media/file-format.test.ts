import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileFormat } from './file-format.js';

describe('the format of a file', () => {
  it('is the extension of its name', () => {
    assert.equal(fileFormat({ filename: 'Field 7.CSV', type: 'text/plain' }), 'csv');
    assert.equal(fileFormat({ filename: 'a.tar.gz', type: null }), 'gz');
    assert.equal(fileFormat({ filename: 'plan.bim360', type: 'application/octet-stream' }), 'bim360');
  });

  it('is told by the type when the name has none', () => {
    assert.equal(fileFormat({ filename: null, type: 'image/jpeg' }), 'jpg');
    assert.equal(fileFormat({ filename: 'README', type: 'Text/Markdown; charset=utf-8' }), 'md');
    assert.equal(fileFormat({ filename: '.profile', type: 'application/pdf' }), 'pdf');
    assert.equal(fileFormat({ filename: 'folder/.csv', type: null }), null);
  });

  it('is not known when neither tells', () => {
    assert.equal(fileFormat({ filename: 'x.', type: 'application/octet-stream' }), null);
    assert.equal(fileFormat({ filename: 'Dr. No', type: null }), null);
    assert.equal(fileFormat({ filename: null, type: 'constructor' }), null);
  });
});
