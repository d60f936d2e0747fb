import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { ApiAnswer, ApiClient } from '../support/api-client.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

const KILOBYTE = 1024;
const BOUNDARY = 'boundary-of-parts';
const CREATE = 'mutation ($input: CreateResourceInput!) { createResource(input: $input) { details { size } } }';

type Created = ApiAnswer<{ readonly createResource: { readonly details: { readonly size: number } } }>;

/** One file in a multipart request whose length is not told before: it comes in chunks. */
async function sendInChunks(client: ApiClient, path: string, bytes: Buffer): Promise<Created> {
  const operations = { query: CREATE, variables: { input: { ownerId: 'cam-1', path, file: null } } };
  const part = (head: string) => `--${BOUNDARY}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`;
  const before = `${part('name="operations"')}${JSON.stringify(operations)}\r\n${part('name="map"')}{"0":["variables.input.file"]}\r\n`;
  const chunks = [
    Buffer.from(`${before}${part('name="0"; filename="a.bin"')}`),
    bytes,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ];
  const response = await fetch(`${client.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: client.authorization ?? '',
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: new Blob(chunks).stream(),
    duplex: 'half',
  });
  return { status: response.status, ...((await response.json()) as Omit<Created, 'status'>) };
}

describe('a multipart request over BODY_SIZE_LIMIT', () => {
  let thingstore: TestThingstore;
  let camera: ApiClient;
  before(async () => {
    thingstore = await startThingstore({ settings: { BODY_SIZE_LIMIT: '64KB', UPLOAD_SIZE_LIMIT: '1MB' } });
    camera = await thingstore.thing('cam-1');
  });
  after(async () => {
    await thingstore.stop();
  });

  it('is too large whatever UPLOAD_SIZE_LIMIT allows, also when its length is not told before', async () => {
    const { status, errors } = await sendInChunks(camera, 'too-large', randomBytes(100 * KILOBYTE));
    assert.equal(errors?.[0]?.extensions.code, 'PAYLOAD_TOO_LARGE');
    assert.match(errors[0].message, /^Request entity too large.*requestUpload/);
    assert.equal(status, 413);
  });

  it('stops nobody below it', async () => {
    const { status, data } = await sendInChunks(camera, 'small-enough', randomBytes(50 * KILOBYTE));
    assert.equal(status, 200);
    assert.equal(data?.createResource.details.size, 50 * KILOBYTE);
  });
});
