import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { S3Signer } from './s3-signature.js';

describe('a URL signed for S3', () => {
  it('has the signature of the example that AWS documents', () => {
    // "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)", Amazon S3 API reference.
    const signer = new S3Signer({
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
    });
    const url = signer.presign({
      method: 'GET',
      ...{ origin: 'https://examplebucket.s3.amazonaws.com', path: '/test.txt', query: {}, headers: {} },
      ...{ signedAt: new Date('2013-05-24T00:00:00Z'), expiresIn: 86_400 },
    });
    assert.equal(
      new URL(url).searchParams.get('X-Amz-Signature'),
      'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });

  const signer = new S3Signer({ accessKey: 'me', secretKey: 'secret', region: 'eu-west-1' });
  const request = {
    method: 'PUT',
    ...{ origin: 'http://minio:9000', path: '/things/a', query: {}, headers: {}, expiresIn: 60 },
    signedAt: new Date('2026-02-03T23:59:59.999Z'),
  } as const;

  it('names the headers that must be sent, and no milliseconds', () => {
    const url = new URL(signer.presign({ ...request, headers: { 'if-none-match': '*', 'content-length': '5' } }));
    assert.equal(url.searchParams.get('X-Amz-SignedHeaders'), 'content-length;host;if-none-match');
    assert.equal(url.searchParams.get('X-Amz-Date'), '20260203T235959Z');
    assert.equal(url.searchParams.get('X-Amz-Credential'), 'me/20260203/eu-west-1/s3/aws4_request');
  });

  it('carries any text in its query unharmed', () => {
    const text = `a "b" & c=d+e/ü'()*!~`;
    const url = new URL(signer.presign({ ...request, query: { 'response-content-disposition': text } }));
    assert.equal(url.searchParams.get('response-content-disposition'), text);
  });

  it('is another one on another day, and the same for the same request', () => {
    const nextDay = { ...request, signedAt: new Date('2026-02-04T00:00:00Z') };
    const urls = [request, nextDay, request].map((each) => signer.presign(each));
    assert.equal(urls[0], urls[2]);
    assert.notEqual(urls[0], urls[1]);
  });
});
