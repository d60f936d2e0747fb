// Makes a set of the newest pictures of a device, for labelling or training: pointers below one path of another owner,
// each with notes of its own. No picture is copied. It may run again at any time: it adds what is new, and tells of
// pictures that were deleted meanwhile.
//
//   THINGSTORE_URL=http://localhost:4000 THINGSTORE_TOKEN=<token of login> \
//     node pointers.mjs <device id> <owner of the set> <path of the set>
//
// The account needs ResourceViewer on the device and ResourceEditor on the path of the set.

const { THINGSTORE_URL = 'http://localhost:4000', THINGSTORE_TOKEN = '' } = process.env;
const [deviceId, ownerId, path] = process.argv.slice(2);

const NEWEST = `query ($ownerId: ID!) {
  resources(ownerId: $ownerId, filter: { kinds: [IMAGE], entries: RESOURCES }, first: 10) { nodes { id path } }
}`;
const POINT = `mutation ($input: CreateResourcePointerInput!) {
  createResourcePointer(input: $input) { path sourceReference { path } }
}`;
const SET = `query ($ownerId: ID!, $path: String!, $after: Cursor) {
  resources(
    ownerId: $ownerId, path: $path, childrenOnly: true, filter: { entries: POINTERS }, first: 200, after: $after
    order: [{ field: PATH, direction: ASC }]
  ) {
    nodes { path ... on ResourcePointer { isOrphaned sourceReference { ownerId path } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function send(query, variables) {
  const response = await fetch(`${THINGSTORE_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${THINGSTORE_TOKEN}` },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

async function ask(query, variables) {
  const { data, errors } = await send(query, variables);
  if (errors) throw new Error(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'));
  return data;
}

/** Named after the picture, so that a picture is in the set once. */
async function point(picture) {
  const input = { ownerId, path: `${path}/${picture.id}`, sourceId: picture.id, metadata: { label: null } };
  const { errors } = await send(POINT, { input });
  if (!errors) return console.log(`added ${picture.path}`);
  const [{ message, extensions }] = errors;
  if (extensions.code !== 'RESOURCE_EXISTS') throw new Error(`${extensions.code}: ${message}`);
}

async function* pointers() {
  let after = null;
  do {
    const { resources } = await ask(SET, { ownerId, path, after });
    yield* resources.nodes;
    after = resources.pageInfo.hasNextPage ? resources.pageInfo.endCursor : null;
  } while (after !== null);
}

const { resources } = await ask(NEWEST, { ownerId: deviceId });
for (const picture of resources.nodes) await point(picture);
for await (const { isOrphaned, sourceReference } of pointers()) {
  console.log(`${isOrphaned ? 'gone' : 'shows'} ${sourceReference.ownerId} ${sourceReference.path}`);
}
