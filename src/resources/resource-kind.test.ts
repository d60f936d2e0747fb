import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isStoredKind, kindOfFile, kindOfJson, ResourceKind } from './resource-kind.js';

describe('the kind of a resource', () => {
  it('follows the MIME type of a file', () => {
    assert.equal(kindOfFile('image/jpeg'), ResourceKind.IMAGE);
    assert.equal(kindOfFile('video/mp4'), ResourceKind.VIDEO);
    for (const type of ['text/csv', 'application/json', 'imagery/x']) assert.equal(kindOfFile(type), ResourceKind.FILE);
  });

  it('says of JSON whether it is translations, by where it lies', () => {
    assert.equal(kindOfJson('i18n/en'), ResourceKind.I18N);
    assert.equal(kindOfJson('i18n/app/de-AT'), ResourceKind.I18N);
    for (const path of ['i18n', 'i18nx/en', 'a/i18n/en']) assert.equal(kindOfJson(path), ResourceKind.JSON, path);
  });

  it('says whether the content lies in the store or in the record', () => {
    const stored = Object.values(ResourceKind).filter(isStoredKind);
    assert.deepEqual(stored, [ResourceKind.IMAGE, ResourceKind.VIDEO, ResourceKind.FILE]);
  });
});
