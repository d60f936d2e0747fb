import { z } from 'zod';
import { Forbidden } from '../../errors/forbidden.js';
import { parseInput } from '../../request/parse-input.js';
import type { FileDoor, FilesAsked } from './file-door.js';
import type { FileHandlers } from './file-handlers.js';
import { OWN_FIELDS } from './form-fields.js';
import { asAccount, asThing, type RestCredential } from './rest-credential.js';
import type { ReadOnlyPath, RestBody, RestExchange, RestOperation, RestTag } from './rest-operation.js';

/** Where files are, and whose: one for each scope of the protocol. */
interface Scope {
  /** Before the ids of its operations. */
  readonly id: 'Thing' | 'Group' | 'GroupOfThing';
  readonly path: string;
  readonly tag: RestTag;
  readonly credential: RestCredential;
  readonly of: string;
  readonly parameters: NonNullable<RestOperation<never>['parameters']>;
  readonly isWritable: boolean;
  readonly asked: (exchange: RestExchange) => FilesAsked;
}

const THING_FILES: RestTag = {
  name: 'Thing files',
  description:
    'The files of the thing whose key is shown: no other thing and no other key reaches them. The same routes are served ' +
    'below `/fs` too (`/fs/files`, `/fs/files/{name}`), for clients that were written for that prefix.',
};

const GROUP_FILES: RestTag = {
  name: 'Group files',
  description:
    'Files that the things of a group share. Accounts that are editors of the group keep them, below ' +
    '`/fs/groups/{group_id}`; each thing reads those of the group that it is in at that moment, below `/fs/groupfiles`, ' +
    'with its own key, and changes none (FORBIDDEN).',
};

const THING: Scope = {
  id: 'Thing',
  path: '/files',
  tag: THING_FILES,
  credential: 'THING',
  of: 'of the thing itself',
  parameters: {},
  isWritable: true,
  asked: ({ viewer }) => ({ scope: 'THING', viewer: asThing(viewer) }),
};

const SCOPES: readonly Scope[] = [
  THING,
  {
    id: 'Group',
    path: '/fs/groups/{group_id}/files',
    tag: GROUP_FILES,
    credential: 'ACCOUNT',
    of: 'of a group',
    parameters: { group_id: { description: 'The id of the group.', example: 'fleet-1' } },
    isWritable: true,
    asked: ({ viewer, request }) => ({
      scope: 'GROUP',
      viewer: asAccount(viewer),
      groupId: String(request.params['group_id']),
    }),
  },
  {
    id: 'GroupOfThing',
    path: '/fs/groupfiles',
    tag: GROUP_FILES,
    credential: 'THING',
    of: 'of the group that the thing is in',
    parameters: {},
    isWritable: false,
    asked: ({ viewer }) => ({ scope: 'GROUP_OF_THING', viewer: asThing(viewer) }),
  },
];

const DOWNLOAD_HEADERS = {
  ETag: 'Names these bytes: their SHA-256 in hexadecimal digits where it is known. Sent back as If-None-Match or If-Range.',
  'Content-Disposition':
    'inline for what a browser may show (pictures, video, audio, plain text), else attachment; and the name.',
  'Accept-Ranges': 'Always "bytes".',
  'X-Content-Type-Options': 'Always "nosniff".',
} as const;

/** What can be refused of a body. */
const TOO_MUCH = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const;

const NAME = { description: 'The name of the file, percent-encoded once.', example: 'sensor-data.csv' };

/** A whole number in a query, in digits alone: an empty text would be taken for 0. */
const DIGITS = z
  .string()
  .regex(/^\d{1,9}$/, 'It is a whole number in digits')
  .transform(Number);

/** Which page of a list. */
const FILE_PAGE = z.strictObject({
  offset: DIGITS.pipe(z.int().min(0).max(10_000)).default(0).describe('How many to skip.'),
  limit: DIGITS.pipe(z.int().min(1).max(200)).default(200).describe('How many at most.'),
  after: z
    .string()
    .optional()
    .describe('Go on there: as the header Link of the page before says. It goes with no offset.'),
});

type Schemas<Sent> = FileDoor<Sent>['schemas'];
type Operation<Sent> = RestOperation<FileHandlers<Sent>>;

/** A form with the file, and what is said of it. */
function formWith(file: 'REQUIRED' | 'OPTIONAL', schema: z.ZodType): RestBody {
  return { 'multipart/form-data': { schema, form: { file, properties: 'metadata', own: OWN_FIELDS } } };
}

/** The operations of the device protocol on files. */
export function fileOperations<Sent>(schemas: Schemas<Sent>): Operation<Sent>[] {
  return SCOPES.flatMap((scope) => [...reading(scope, schemas), ...(scope.isWritable ? writing(scope, schemas) : [])]);
}

/** The same below /fs, where the files of things are too: an alias. */
export function fileAliases<Sent>(operations: readonly Operation<Sent>[]): Operation<Sent>[] {
  return operations
    .filter(({ path }) => path.startsWith(THING.path))
    .map((operation) => ({ ...operation, path: `/fs${operation.path}` }));
}

/** The files of its group are read by a thing, and written by none. */
export const READ_ONLY_PATHS: readonly ReadOnlyPath[] = SCOPES.filter(({ isWritable }) => !isWritable).flatMap(
  ({ path, credential }) =>
    [path, `${path}/{name}`].map((at) => ({
      path: at,
      credential,
      door: 'FILES' as const,
      methods: ['post', 'put', 'delete'] as const,
      refuse: () => new Forbidden('A thing reads the files of its group; editors of the group write them.'),
    })),
);

function reading<Sent>(scope: Scope, schemas: Schemas<Sent>): Operation<Sent>[] {
  const { path, tag, credential, parameters, of } = scope;
  const shared = { tag, credential, door: 'FILES' } as const;
  return [
    {
      ...{ ...shared, method: 'get', path, parameters, id: `list${scope.id}Files`, query: FILE_PAGE },
      summary: `Lists the files ${of}`,
      description: 'The newest time first. Of more than one page the header Link names the next one.',
      answers: {
        200: {
          ...{ description: 'A page of files.', content: schemas.files },
          headers: { 'Link?': 'Where the next page is: `<...>; rel="next"`. Of the last page it is left out.' },
        },
      },
      errors: ['INVALID_ARGUMENTS', ...refusals(scope)],
      handle: (exchange, handlers) =>
        handlers.list(scope.asked(exchange), {
          exchange,
          page: parseInput(FILE_PAGE, exchange.request.query, 'query'),
        }),
    },
    {
      ...{ ...shared, method: 'get', path: `${path}/{name}`, id: `download${scope.id}File` },
      parameters: { ...parameters, name: NAME },
      summary: `Downloads a file ${of}`,
      description:
        'The bytes, whole or one range of them, with an ETag: sent back as If-None-Match it saves the transfer of what is ' +
        'known. HEAD answers the headers alone.',
      answers: {
        200: { description: 'The bytes.', content: 'BYTES', headers: DOWNLOAD_HEADERS },
        206: {
          ...{ description: 'The range of the bytes that was asked for.', content: 'BYTES' },
          headers: { ...DOWNLOAD_HEADERS, 'Content-Range': 'Which bytes these are, and of how many.' },
        },
        304: { description: 'The client has these bytes.', headers: { ETag: 'Names these bytes.' } },
      },
      errors: ['INVALID_ARGUMENTS', 'FILE_NOT_FOUND', 'RANGE_NOT_SATISFIABLE', ...refusals(scope)],
      handle: (exchange, handlers) => handlers.download(scope.asked(exchange), exchange),
    },
  ];
}

function writing<Sent>(scope: Scope, schemas: Schemas<Sent>): Operation<Sent>[] {
  const { path, tag, credential, of } = scope;
  const shared = { tag, credential, door: 'FILES' } as const;
  const parameters = { ...scope.parameters, name: NAME };
  const named = { ...shared, path: `${path}/{name}`, parameters };
  const refused = refusals(scope);
  return [
    {
      ...{ ...shared, method: 'post', path, parameters: scope.parameters, id: `upload${scope.id}File` },
      summary: `Makes a file ${of}`,
      description: 'Its name is that of the upload. A file of that name stays as it is.',
      body: formWith('REQUIRED', schemas.sent),
      answers: { 201: { description: 'The file.', content: schemas.file, headers: { Location: 'Where it is.' } } },
      errors: ['PROPERTY_REQUIRED', 'INVALID_ARGUMENTS', 'FILE_EXISTS', ...TOO_MUCH, ...refused],
      handle: (exchange, handlers) => handlers.create(scope.asked(exchange), exchange),
    },
    {
      ...{ method: 'put', ...named, id: `update${scope.id}File` },
      summary: `Changes a file ${of}`,
      description:
        'New bytes, new properties, or both; what is left out stays. Until all of it is here the old file stands. As JSON: the properties alone.',
      body: {
        ...formWith('OPTIONAL', schemas.sent),
        'application/json': { schema: schemas.sent },
      },
      answers: { 200: { description: 'The file.', content: schemas.file } },
      errors: ['PROPERTY_REQUIRED', 'INVALID_ARGUMENTS', 'FILE_NOT_FOUND', ...TOO_MUCH, ...refused],
      handle: (exchange, handlers) => handlers.update(scope.asked(exchange), exchange),
    },
    {
      ...{ method: 'delete', ...named, id: `delete${scope.id}File` },
      summary: `Deletes a file ${of}`,
      answers: { 204: { description: 'It is gone.' } },
      errors: ['INVALID_ARGUMENTS', 'FILE_NOT_FOUND', ...refused],
      handle: (exchange, handlers) => handlers.delete(scope.asked(exchange), exchange),
    },
  ];
}

/** Whose files: a thing may always ask for its own. */
function refusals({ id }: Scope) {
  if (id === 'Thing') return [] as const;
  return id === 'Group' ? (['GROUP_NOT_FOUND', 'FORBIDDEN'] as const) : (['GROUP_NOT_FOUND'] as const);
}
