// Keeps a day's captures tidy: archives what lies below a path, shows that it is still there for who asks, brings one
// back, and lets the clock do the rest.
//
//   THINGSTORE_URL=http://localhost:4000 THINGSTORE_TOKEN=<token of login> node lifecycle.mjs <owner id> <path>
//
// The account needs the role ResourceEditor there.

const { THINGSTORE_URL = 'http://localhost:4000', THINGSTORE_TOKEN = '' } = process.env;
const [ownerId, path] = process.argv.slice(2);

const ARCHIVE = `mutation ($at: TripletInput!) {
  archiveResources(input: { at: $at, children: true }) { id path archivedAt }
}`;
const ARCHIVED = `query ($ownerId: ID!, $path: String!) {
  resources(ownerId: $ownerId, path: $path, children: true, filter: { archived: ONLY }, first: 200) {
    totalCount nodes { id path signedUrl { url } }
  }
}`;
const RESTORE = `mutation ($ids: [ID!]!) { restoreResources(input: { ids: $ids }) { id path archivedAt } }`;
const TELL_THE_CLOCK = `mutation ($input: UpdateResourceInput!) { updateResource(input: $input) { id archiveAt deleteAt } }`;

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

const { archiveResources: archived } = await ask(ARCHIVE, { at: { ownerId, path } });
console.log(`Archived ${archived.length}: ${archived.map((entry) => entry.path).join(', ')}.`);

// Gone from the default lists, and still readable.
const { resources } = await ask(ARCHIVED, { ownerId, path });
console.log(`${resources.totalCount} can be brought back.`);

const [first] = archived;
if (first !== undefined) {
  const { restoreResources } = await ask(RESTORE, { ids: [first.id] });
  console.log(`Back: ${restoreResources[0].path}.`);
  // In a day it is archived again, in thirty it is deleted.
  const inDays = (days) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
  const { updateResource } = await ask(TELL_THE_CLOCK, {
    input: { id: first.id, archiveAt: inDays(1), deleteAt: inDays(30) },
  });
  console.log(`Archived on ${updateResource.archiveAt}, deleted on ${updateResource.deleteAt}.`);
}
