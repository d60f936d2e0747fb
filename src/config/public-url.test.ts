import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publicUrlOf } from './public-url.js';

describe('the public URL', () => {
  it('is the configured one, whatever the port', () => {
    assert.equal(
      publicUrlOf({ host: '0.0.0.0', publicUrl: 'https://things.example.org' }, 4000),
      'https://things.example.org',
    );
  });

  it('is else made of the host and the port in use', () => {
    const made = (host: string) => publicUrlOf({ host, publicUrl: undefined }, 4321);
    assert.equal(made('127.0.0.1'), 'http://127.0.0.1:4321');
    assert.equal(made('::1'), 'http://[::1]:4321');
  });

  it('names a host that can be connected to where the server listens on every network', () => {
    for (const host of ['0.0.0.0', '::']) {
      assert.equal(publicUrlOf({ host, publicUrl: undefined }, 4000), 'http://localhost:4000');
    }
  });
});
