import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Forbidden } from './forbidden.js';
import { InvalidArguments } from './invalid-arguments.js';
import { restError } from './rest-body.js';
import { UNEXPECTED_ERROR_MESSAGE } from './unexpected-error.js';

function answered(error: unknown) {
  const reported: unknown[] = [];
  const { status, body } = restError(error, {
    requestId: 'r-1',
    reportUnexpected: (unexpected, requestId) => reported.push(unexpected, requestId),
  });
  return { status, body, reported };
}

describe('an error over REST', () => {
  it('has the status of its code, and says which property and the request id', () => {
    const { status, body, reported } = answered(new InvalidArguments('label', 'Too long.', { maximum: 20 }));
    assert.equal(status, 400);
    assert.deepEqual(body, {
      error: {
        code: 'INVALID_ARGUMENTS',
        property: 'label',
        params: { maximum: 20 },
        message: 'Too long.',
        requestId: 'r-1',
      },
    });
    assert.deepEqual(reported, []);
  });

  it('leaves out what it has not got', () => {
    assert.deepEqual(answered(new Forbidden('No.')), {
      status: 403,
      body: { error: { code: 'FORBIDDEN', message: 'No.', requestId: 'r-1' } },
      reported: [],
    });
  });

  it('is masked and reported whole when it was not meant for clients', () => {
    const error = new Error('SELECT 1 at /srv/app');
    const { status, body, reported } = answered(error);
    assert.equal(status, 500);
    assert.deepEqual(body, {
      error: { code: 'INTERNAL_SERVER_ERROR', message: UNEXPECTED_ERROR_MESSAGE, requestId: 'r-1' },
    });
    assert.deepEqual(reported, [error, 'r-1']);
  });
});
