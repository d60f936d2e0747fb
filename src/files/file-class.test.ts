import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classByContent, formatByName, normalFileClass } from './file-class.js';

describe('the class of a file', () => {
  it('is one of those that are known, however it is written [S2-009]', () => {
    for (const [known, ...written] of [
      ['image', 'images', 'Image', 'IMAGES', ' image '],
      ['document', 'documents', 'Documents', 'DOCUMENT'],
      ['bim', 'BIM', 'bims', 'Bim'],
      ['pointcloud', 'pointclouds', 'PointCloud', 'point cloud', 'point-cloud', 'Point_Clouds', 'POINT CLOUD'],
      ['binary', 'binaries', 'Binary', 'BINARIES', 'binarys'],
      ['video', 'videos', 'Video', 'VIDEOS'],
    ] as const) {
      for (const one of [known, ...written]) assert.equal(normalFileClass(one), known, one);
    }
  });

  it('is any other text as it was given', () => {
    for (const other of [
      'Telemetry',
      'firmware images',
      'imagery',
      'doc',
      'constructor',
      '__proto__',
      'ımage',
      'Ünit',
    ]) {
      assert.equal(normalFileClass(other), other);
    }
  });

  it('is told by the format first, then by the type', () => {
    for (const [format, type, told] of [
      ['csv', 'application/octet-stream', 'document'],
      ['CSV', 'application/octet-stream', 'document'],
      ['json', 'image/png', 'document'],
      ['png', 'application/octet-stream', 'image'],
      ['svg', 'image/svg+xml', 'image'],
      ['ifc', 'text/plain', 'bim'],
      ['laz', 'application/octet-stream', 'pointcloud'],
      ['mkv', 'application/octet-stream', 'video'],
      ['bin', 'text/plain', 'binary'],
      ['gz', 'application/gzip', 'binary'],
      ['v2', 'image/png', 'image'],
      [null, 'video/mp4', 'video'],
      [null, 'text/x-own; charset=utf-8', 'document'],
      [null, 'application/json; charset=utf-8', 'document'],
      [null, 'application/pdf', 'document'],
      [null, 'application/jsonlines', 'binary'],
      [null, 'application/octet-stream', 'binary'],
      [null, 'audio/ogg', 'binary'],
      ['constructor', 'image/png', 'image'],
    ] as const) {
      assert.equal(classByContent(format, type), told, `${String(format)} ${type}`);
    }
  });
});

describe('the format of a file', () => {
  it('is the extension of its name in lower case, and nothing where there is none', () => {
    for (const [name, format] of [
      ['sensor-data.csv', 'csv'],
      ['PLAN.IFC', 'ifc'],
      ['archive.tar.gz', 'gz'],
      ['a.b', 'b'],
      ['a.0123456789abcdef', '0123456789abcdef'],
      ['a.0123456789abcdefg', null],
      ['.csv', null],
      ['..csv', null],
      ['a..csv', null],
      ['csv', null],
      ['a.', null],
      ['a.c v', null],
      ['a.csv ', null],
      ['a.größe', null],
      ['日本.csv', 'csv'],
    ] as const) {
      assert.equal(formatByName(name), format, name);
    }
  });
});
