import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createOwner } from '../support/entries.js';
import { grant, person } from '../support/people.js';
import { accountOf } from '../support/second-project.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

let thingstore: TestThingstore;
before(async () => {
  thingstore = await startThingstore();
});
after(() => thingstore.stop());

describe('what nobody gave', () => {
  it('is not got by moving an owner to where one may do more with it', async () => {
    const { root } = thingstore;
    const CREATE = 'mutation ($name: String!) { createDomain(input: { name: $name }) { id } }';
    const domain = async (name: string) => {
      const { data } = await root.send<{ readonly createDomain: { readonly id: string } }>(CREATE, { name });
      return data?.createDomain.id ?? '';
    };
    const [from, to] = [await domain('from'), await domain('to')];
    await createOwner(root, { id: 'cam-1', kind: 'DEVICE', name: 'x', domainId: from });
    const mover = await person(thingstore, 'ROOT');
    const privileges = ['Owners.READ', 'Owners.UPDATE'];
    await grant(root, mover, { privileges, domainId: from });
    await grant(root, mover, { privileges: [...privileges, 'Roles.CREATE'], domainId: to });
    const MOVE = 'mutation ($to: ID!) { updateOwner(input: { id: "cam-1", domainId: $to }) { domain { path } } }';
    const { errors } = await mover.client.send(MOVE, { to });
    assert.deepEqual(
      [errors?.[0]?.extensions.code, errors?.[0]?.extensions.params],
      ['FORBIDDEN', { privileges: ['Roles.CREATE'] }],
    );
    await grant(root, mover, { privileges: ['Roles.CREATE'], domainId: from });
    assert.deepEqual((await mover.client.send(MOVE, { to })).data, { updateOwner: { domain: { path: '/to' } } });
  });

  it('is not got by an e-mail that looks like that of another', async () => {
    await accountOf(thingstore, { projectId: 'default', role: 'READ', email: 'kate@example.org' });
    const LOGIN =
      'mutation ($email: String!) { login(input: { email: $email, password: "another battery staple" }) { token } }';
    assert.equal((await thingstore.anonymous.send(LOGIN, { email: 'KATE@example.org' })).errors, undefined);
    // The sign for Kelvin, which folds to k.
    const { errors } = await thingstore.anonymous.send(LOGIN, { email: '\u212Aate@example.org' });
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
  });
});
