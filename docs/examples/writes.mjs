// Writes a device's settings and notes so that it may be repeated at any time: what was lost on the way is sent again.
//
//   THINGSTORE_URL=http://localhost:4000 THINGSTORE_TOKEN=<token of login> node writes.mjs <device id>

import { randomUUID } from 'node:crypto';

const { THINGSTORE_URL = 'http://localhost:4000', THINGSTORE_TOKEN = '' } = process.env;
const [ownerId] = process.argv.slice(2);

const CREATE = `mutation ($input: CreateResourceInput!) { createResource(input: $input) { id version data } }`;
const PUT = `mutation ($input: CreateResourceInput!) { putResource(input: $input) { id version kind data } }`;
const UPDATE = `mutation ($input: UpdateResourceInput!) { updateResource(input: $input) { version data } }`;

async function ask(query, variables) {
  const response = await fetch(`${THINGSTORE_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${THINGSTORE_TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'));
  return data;
}

// A text is kept as it is. The key is made once for this entry of the log: sent again, it makes no second one.
const input = {
  ownerId,
  path: `log/${new Date().toISOString()}`,
  text: 'Started.\n',
  idempotencyKey: randomUUID(),
};
const { createResource: first } = await ask(CREATE, { input });
const { createResource: again } = await ask(CREATE, { input });
console.log(`One entry: ${first.id === again.id}.`);

// A put replaces what stands there, or makes it; the same once more changes nothing.
const settings = { ownerId, path: 'settings', data: { interval: 60, zones: ['door', 'yard'] } };
const { putResource: put } = await ask(PUT, { input: settings });
const { putResource: same } = await ask(PUT, { input: settings });
console.log(`Settings stay at version ${put.version}: ${put.version === same.version}.`);

// An update changes what is said and leaves the rest: here only when nobody was faster.
const change = { id: put.id, ifVersion: put.version, data: { ...put.data, interval: 30 } };
const { updateResource: updated } = await ask(UPDATE, { input: change });
console.log(`Settings are at version ${updated.version}: every ${updated.data.interval} seconds.`);
