import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Loaders } from './loaders.js';

describe('the loaders of a request', () => {
  it('are made once each, when they are first asked for', () => {
    const loaders = new Loaders();
    const [one, other] = [{}, {}];
    let made = 0;
    const make = () => ({ number: (made += 1) });
    const first = loaders.of(one, make);
    assert.equal(loaders.of(one, make), first);
    assert.notEqual(loaders.of(other, make), first);
    assert.equal(made, 2);
  });

  it('are made once even when what was made is nothing', () => {
    const loaders = new Loaders();
    const maker = {};
    let made = 0;
    for (let time = 0; time < 2; time += 1) {
      loaders.of(maker, () => {
        made += 1;
        return undefined;
      });
    }
    assert.equal(made, 1);
  });

  it('know nothing of another request', () => {
    const maker = {};
    assert.notEqual(
      new Loaders().of(maker, () => ({})),
      new Loaders().of(maker, () => ({})),
    );
  });
});
