import { randomUUID } from 'node:crypto';
import { ApiClient } from './api-client.js';
import { createEntry, createOwner } from './entries.js';
import { makeFile } from './named-files.js';
import { assign, grant, person, type Person } from './people.js';
import { storedPicture } from './pointers.js';
import { Records } from './records.js';
import { secondProject } from './second-project.js';
import type { TestThingstore } from './thingstore.js';

/** The name of the file that each device and each group has. */
export const NAMED_FILE = 'settings.csv';

/** What an id may be the id of. */
export type IdKind =
  | 'owner'
  | 'group'
  | 'resource'
  | 'file'
  | 'upload'
  | 'domain'
  | 'user'
  | 'thingKey'
  | 'roleAssignment'
  | 'accessToken'
  | 'apiKey'
  | 'project';

/** One of each kind. */
export type Ids = Readonly<Record<IdKind, string>>;

/** Two projects with one of everything, and people who may see all, a part, or nothing of the first. */
export interface ForeignWorld {
  /** In the second project. */
  readonly foreign: Ids;
  /** In the first project, in a domain that only its Root account sees. */
  readonly hidden: Ids;
  /** In the first project, and gone. */
  readonly deleted: Ids;
  /** In the first project, in a domain that the limited account administers. */
  readonly base: Ids;
  readonly root: ApiClient;
  /** Holds every privilege on one domain, and ResourceAdmin on the owners in it. */
  readonly limited: Person;
  /** May do everything by its role, and was given nothing. */
  readonly stranger: Person;
  readonly thing: ApiClient;
  readonly nobody: ApiClient;
  readonly expired: ApiClient;
}

const OBJECTS = ['Owners', 'Groups', 'ThingTypes', 'Units', 'Domains', 'Users', 'ApiKeys', 'Roles'];
const ALL = OBJECTS.flatMap((object) => ['READ', 'CREATE', 'UPDATE', 'DELETE'].map((action) => `${object}.${action}`));

export async function foreignWorld(thingstore: TestThingstore, expiredToken: string): Promise<ForeignWorld> {
  const { root } = thingstore;
  const other = await secondProject(thingstore);
  const limited = await person(thingstore, 'ROOT');
  const stranger = await person(thingstore, 'ROOT');
  const baseDomain = await domain(root, 'Base');
  await grant(root, limited, { privileges: ALL, domainId: baseDomain });
  const base = await makeIds(root, { name: 'base', domainId: baseDomain });
  for (const ownerId of [base.owner, base.group]) await assign(root, limited, { role: 'ResourceAdmin', ownerId });
  const hidden = await makeIds(root, { name: 'hidden', domainId: await domain(root, 'Hidden') });
  const foreign = await makeIds(other, { name: 'foreign', domainId: await domain(other, 'Foreign') });
  const deleted = await makeIds(root, { name: 'deleted', domainId: await domain(root, 'Deleted') });
  await remove(thingstore, deleted);
  return {
    ...{ foreign, hidden, deleted, base, root, limited, stranger },
    thing: await thingstore.thing('thing-of-nobody'),
    nobody: new ApiClient(thingstore.url, null),
    expired: new ApiClient(thingstore.url, `Bearer ${expiredToken}`),
  };
}

async function domain(client: ApiClient, name: string): Promise<string> {
  return field(client, 'mutation ($name: String!) { createDomain(input: { name: $name }) { id } }', { name });
}

/** One of each kind, made by an account that may do everything. */
async function makeIds(
  client: ApiClient,
  { name, domainId }: { readonly name: string; readonly domainId: string },
): Promise<Ids> {
  const owner = `${name}-cam`;
  const group = `${name}-group`;
  await createOwner(client, { id: owner, kind: 'DEVICE', name, domainId });
  await createOwner(client, { id: group, kind: 'GROUP', name, domainId });
  for (const ownerId of [owner, group]) await makeFile(client, { ownerId, name: NAMED_FILE });
  const entry = await createEntry(client, { ownerId: owner, path: 'a' });
  const input = { ownerId: owner, path: 'upload', type: 'image/png' };
  const user = await field(client, 'mutation ($input: CreateUserInput!) { createUser(input: $input) { id } }', {
    input: { email: `${randomUUID()}@example.org`, password: 'a long password', name, role: 'READ' },
  });
  return {
    owner,
    group,
    resource: entry.id,
    file: (await storedPicture(client, { ownerId: owner, path: 'file' })).id,
    upload: await field(
      client,
      'mutation ($input: RequestUploadInput!) { createMultipartUpload(input: $input) { id } }',
      {
        input,
      },
    ),
    domain: domainId,
    user,
    thingKey: await field(client, 'mutation ($id: ID!) { issueThingKey(input: { ownerId: $id }) { id } }', {
      id: owner,
    }),
    roleAssignment: await field(client, 'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { id } }', {
      input: { role: 'ResourceViewer', principal: { userId: user }, scope: { ownerId: owner, path: 'a' } },
    }),
    accessToken: await field(client, 'mutation ($name: String!) { createAccessToken(input: { name: $name }) { id } }', {
      name,
    }),
    apiKey: await field(client, 'mutation ($name: String!) { createApiKey(input: { name: $name }) { id } }', { name }),
    project: await field(client, '{ viewer { project { id } } }', {}),
  };
}

/** The id that the only field of an operation answers, however deep. */
async function field(client: ApiClient, query: string, variables: unknown): Promise<string> {
  const { data, errors } = await client.send<unknown>(query, variables);
  let value: unknown = data;
  while (typeof value === 'object' && value !== null) value = Object.values(value)[0];
  if (typeof value !== 'string') throw new Error(`${query} was answered ${JSON.stringify(errors)}`);
  return value;
}

/** As they are when they are gone: owners leave a tombstone, all else its row. */
async function remove({ databaseUrl }: TestThingstore, ids: Ids): Promise<void> {
  const records = await Records.open(databaseUrl);
  try {
    await records.ask('delete from role_assignment where id = $1', ids.roleAssignment);
    await records.ask('delete from thing_key where id = $1', ids.thingKey);
    await records.ask('delete from resource where owner_id in ($1, $2)', ids.owner, ids.group);
    await records.ask(`update stored_object set state = 'CONDEMNED', purge_at = now() where id = $1`, ids.upload);
    await records.ask('delete from access_token where id = $1', ids.accessToken);
    await records.ask('delete from api_key where id = $1', ids.apiKey);
    await records.ask('delete from account where id = $1', ids.user);
    await records.ask(
      'update owner set deleted_at = now(), domain_id = (select id from domain where project_id = owner.project_id and parent_id is null) where id in ($1, $2)',
      ids.owner,
      ids.group,
    );
    await records.ask('delete from domain where id = $1', ids.domain);
  } finally {
    await records.close();
  }
}
