// What a dashboard asks of the captures of one thing: what is there, what was seen when, and what deserves a look.
//
//   THINGSTORE_URL=http://localhost:4000 THINGSTORE_TOKEN=<token of login> node queries.mjs <owner id> <day, 2026-05-04>

const { THINGSTORE_URL = 'http://localhost:4000', THINGSTORE_TOKEN = '' } = process.env;
const [ownerId, day] = process.argv.slice(2);

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

// Browse: the next level below a path, with all that lies below it.
const { resourceFolders } = await ask(
  `query ($ownerId: ID!) { resourceFolders(ownerId: $ownerId) { path count latest } }`,
  {
    ownerId,
  },
);
for (const { path, count, latest } of resourceFolders) console.log(`folder ${path}: ${count}, newest of ${latest}`);

// A chart: how many captures in each hour of the day, by the clock on site.
const range = { from: `${day}T00:00:00+02:00`, to: `${day}T23:59:59.999+02:00` };
const { resourceBuckets } = await ask(
  `query ($ownerId: ID, $range: DateTimeRange!) {
    resourceBuckets(ownerId: $ownerId, range: $range, interval: HOUR, timeZone: "Europe/Vienna") { start count }
  }`,
  { ownerId, range },
);
console.log(`hours ${resourceBuckets.map(({ count }) => count).join(' ')}`);

// A click on the chart: the capture nearest to noon.
const { resourceNearest } = await ask(
  `query ($ownerId: ID!, $time: DateTime!) { resourceNearest(ownerId: $ownerId, time: $time) { path dataCreatedAt } }`,
  { ownerId, time: `${day}T12:00:00+02:00` },
);
console.log(`noon ${resourceNearest?.path}`);

// A list: what the inference is sure of, page by page. A cursor goes with the query that it was given out for.
const SURE = `query ($ownerId: ID, $filter: ResourceFilter, $after: Cursor) {
  resources(ownerId: $ownerId, filter: $filter, first: 2, after: $after) {
    nodes { path metadata }
    pageInfo { hasNextPage endCursor }
  }
}`;
const filter = {
  metadata: [
    { path: 'inference.label', in: ['cat', 'dog'] },
    { path: 'inference.score', greaterOrEqual: 0.9 },
  ],
};
let after = null;
do {
  const { resources } = await ask(SURE, { ownerId, filter, after });
  for (const { path, metadata } of resources.nodes) console.log(`sure ${path} ${metadata.inference.label}`);
  after = resources.pageInfo.hasNextPage ? resources.pageInfo.endCursor : null;
} while (after !== null);

// An overview: the newest capture of each owner, in one statement.
const { owners } = await ask(`{ owners { nodes { id resources(first: 1) { nodes { path } } } } }`);
for (const { id, resources } of owners.nodes) console.log(`newest of ${id}: ${resources.nodes[0]?.path}`);
