// Prints the history of what lies at a path of an owner and below, oldest first, and at its end the cursor after which a
// subscription to resourceChanged goes on without a gap.
//
//   THINGSTORE_URL=http://127.0.0.1:4000 THINGSTORE_TOKEN=... node docs/examples/history.mjs <owner id> <path>

const [ownerId, path] = process.argv.slice(2);
const { THINGSTORE_URL: url = 'http://127.0.0.1:4000', THINGSTORE_TOKEN: token } = process.env;

const CHANGES = `query ($filter: ResourceChangeFilter, $after: Cursor) {
  resourceChanges(filter: $filter, first: 200, after: $after) {
    nodes { changedAt version action changed path actor { kind id } }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function ask(query, variables) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n'));
  return data;
}

// Of the feed before the first page: what comes later is told by the subscription when there was no change so far.
const { changeCursor: start } = await ask('{ changeCursor }');
let after = null;
for (let hasMore = true; hasMore;) {
  const { resourceChanges } = await ask(CHANGES, { filter: { ownerIds: [ownerId], path }, after });
  for (const { changedAt, version, action, changed, path: at, actor } of resourceChanges.nodes) {
    console.log([changedAt, at, `v${version}`, action, changed.join(','), actor.kind].join(' '));
  }
  hasMore = resourceChanges.pageInfo.hasNextPage;
  after = resourceChanges.pageInfo.endCursor ?? after;
}
console.log(`Go on after ${after ?? start}`);
