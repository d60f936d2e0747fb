import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loggableError } from './unexpected-error.js';

describe('an unexpected error in the log', () => {
  it('says what happened, where and why', () => {
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'unit_label_unique' });
    const logged = loggableError(new TypeError('failed', { cause }));
    assert.equal(logged.name, 'TypeError');
    assert.match(logged.stack ?? '', /unexpected-error\.test/);
    assert.equal(logged.cause?.message, 'duplicate key');
    assert.equal(logged.cause.code, '23505');
    assert.equal(logged.cause.constraint, 'unit_label_unique');
  });

  it('does not say with which values: they may be secrets', () => {
    const error = Object.assign(new Error('failed'), {
      parameters: ['hunter2'],
      detail: 'Key (hash)=(hunter2) exists',
      config: { password: 'hunter2' },
    });
    assert.doesNotMatch(JSON.stringify(loggableError(error)), /hunter2/);
    assert.doesNotMatch(JSON.stringify(loggableError('hunter2')), /hunter2/);
  });

  it('comes to an end when causes go round in a circle', () => {
    const error = new Error('one');
    error.cause = new Error('two', { cause: error });
    assert.ok(JSON.stringify(loggableError(error)).length < 50_000);
  });
});
