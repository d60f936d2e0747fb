// Lets every account and thing of a project read the translations of a system and of all blueprints: everything at the
// path "i18n" and below, and nothing else of theirs. It may run again at any time, e.g. when there are new blueprints.
//
//   THINGSTORE_URL=http://localhost:4000 THINGSTORE_TOKEN=<token of login> node share-translations.mjs <system id>
//
// The account needs the role ResourceAdmin on the project, or Roles.CREATE on the domains, and Owners.READ to see the blueprints.

const { THINGSTORE_URL = 'http://localhost:4000', THINGSTORE_TOKEN = '' } = process.env;
const [systemId] = process.argv.slice(2);

const ASSIGN_ROLE = `mutation ($input: AssignRoleInput!) { assignRole(input: $input) { id } }`;
const BLUEPRINTS = `query ($after: Cursor) {
  owners(filter: { kinds: [BLUEPRINT] }, first: 200, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
}`;

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

/** A role that was given already is answered as it stands. */
async function shareTranslations(ownerId) {
  const role = { role: 'ResourceViewer', projectId: 'imagine' };
  await ask(ASSIGN_ROLE, { input: { ...role, principal: { any: true }, scope: { ownerId, path: 'i18n' } } });
  console.log(`The translations of ${ownerId} are open to the project.`);
}

async function* blueprints() {
  let after = null;
  do {
    const { owners } = await ask(BLUEPRINTS, { after });
    yield* owners.nodes;
    after = owners.pageInfo.hasNextPage ? owners.pageInfo.endCursor : null;
  } while (after !== null);
}

if (systemId !== undefined) await shareTranslations(systemId);
for await (const { id } of blueprints()) await shareTranslations(id);
