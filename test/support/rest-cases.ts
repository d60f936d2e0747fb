import type { RestSent } from './rest-requests.js';
import { ADMIN } from './thingstore.js';

/** Who asks: somebody who may, or with rights that do not do. */
export type RestAsker = 'thing' | 'loner' | 'editor' | 'viewer' | 'nobody';

/** One request to an operation, and how it is answered. */
export interface RestCase extends RestSent {
  readonly as: RestAsker;
  readonly status: number;
}

/** One operation: requests that succeed, one for each status with which it can, and such as are refused. */
interface RestCases {
  readonly succeeds: readonly [RestCase, ...RestCase[]];
  readonly refused: readonly [RestCase, ...RestCase[]];
}

/** The names of the files that stand in each scope before anything is asked. */
export const STANDING = ['sensor-data.csv', 'calibration.json', 'doomed.csv'] as const;
/** What may be sent here, in bytes: files, and other bodies. */
export const REST_LIMITS = { file: 4096, body: 2048 } as const;

const [NAME, , DOOMED] = STANDING;
const SAID = { class: 'document', format: 'csv', time: 1710000000.25 };

interface Scope {
  readonly as: RestAsker;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Refusals that others have not: of an account for a group, of a thing in none. */
  readonly refuses: 'ACCOUNTS' | 'LONERS' | 'NOBODY_ELSE';
}

/** Every operation of /openapi.json. One that is missing here, or is there no more, fails the test. */
export const REST_CASES: Readonly<Record<string, RestCases>> = {
  login: {
    succeeds: [{ as: 'nobody', body: { json: { userName: ADMIN.email, password: ADMIN.password } }, status: 200 }],
    refused: [
      { as: 'nobody', body: { json: { userName: ADMIN.email, password: 'wrong' } }, status: 401 },
      { as: 'nobody', body: { json: { userName: ADMIN.email } }, status: 400 },
      { as: 'nobody', body: { json: { userName: 'x'.repeat(REST_LIMITS.body) } }, status: 413 },
      { as: 'nobody', body: { text: 'userName=x' }, status: 415 },
    ],
  },
  ...scope('Thing', { as: 'thing', refuses: 'NOBODY_ELSE' }),
  ...scope('Group', { as: 'editor', parameters: { group_id: 'fleet' }, refuses: 'ACCOUNTS' }),
  ...reading('GroupOfThing', { as: 'thing', refuses: 'LONERS' }),
};

function scope(id: string, of: Scope): Record<string, RestCases> {
  return { ...reading(id, of), ...writing(id, of) };
}

function reading(id: string, of: Scope): Record<string, RestCases> {
  const { as, parameters = {} } = of;
  const named = { as, parameters: { ...parameters, name: NAME } };
  return {
    [`list${id}Files`]: {
      succeeds: [
        { as, parameters, status: 200 },
        { as, parameters, query: '?offset=1&limit=1', status: 200 },
      ],
      refused: [{ as, parameters, query: '?limit=0', status: 400 }, ...refusals(of, { parameters })],
    },
    [`download${id}File`]: {
      succeeds: [
        { ...named, status: 200 },
        { ...named, headers: { range: 'bytes=1-2' }, status: 206 },
        { ...named, headers: { 'if-none-match': '*' }, status: 304 },
      ],
      refused: [
        { ...named, parameters: { ...parameters, name: '..\\x' }, status: 400 },
        { ...named, parameters: { ...parameters, name: 'absent.csv' }, status: 404 },
        { ...named, headers: { range: 'bytes=4096-' }, status: 416 },
        ...refusals(of, named),
      ],
    },
  };
}

function writing(id: string, of: Scope): Record<string, RestCases> {
  const { as, parameters = {} } = of;
  const named = { as, parameters: { ...parameters, name: NAME } };
  const absent = { as, parameters: { ...parameters, name: 'absent.csv' } };
  const fields = { metadata: JSON.stringify(SAID) };
  const tooLarge = { file: { name: 'large.csv', text: 'x'.repeat(REST_LIMITS.file + 1) } };
  const created = { as, parameters, body: { file: { name: 'new.csv', text: 'a,b' }, fields } };
  return {
    [`upload${id}File`]: {
      succeeds: [{ ...created, status: 201 }],
      refused: [
        { ...created, body: { file: { name: NAME, text: 'a,b' } }, status: 409 },
        { ...created, body: { fields }, status: 400 },
        { ...created, body: tooLarge, status: 413 },
        { ...created, body: { json: SAID }, status: 415 },
        ...refusals(of, created),
      ],
    },
    [`update${id}File`]: {
      succeeds: [
        { ...named, body: { file: { name: 'other.csv', text: 'c,d' }, fields: { class: 'image' } }, status: 200 },
        { ...named, body: { json: { ...SAID, metadata: { calibrated: true } } }, status: 200 },
        { ...named, body: { json: { class: null, format: null, time: null, metadata: null } }, status: 200 },
      ],
      refused: [
        { ...absent, body: { json: SAID }, status: 404 },
        { ...named, body: { json: { time: 'now' } }, status: 400 },
        { ...named, body: tooLarge, status: 413 },
        { ...named, body: { text: 'x' }, status: 415 },
        ...refusals(of, { ...named, body: { json: SAID } }),
      ],
    },
    [`delete${id}File`]: {
      succeeds: [{ as, parameters: { ...parameters, name: DOOMED }, status: 204 }],
      refused: [
        { ...absent, status: 404 },
        { ...named, parameters: { ...parameters, name: '..\\x' }, status: 400 },
        ...refusals(of, named),
      ],
    },
  };
}

/** Of who is not known, of who may not, and of a group that is not there. */
function refusals({ refuses }: Scope, sent: RestSent): RestCase[] {
  const nobody: RestCase = { ...sent, as: 'nobody', status: 401 };
  if (refuses === 'NOBODY_ELSE') return [nobody];
  if (refuses === 'LONERS') return [nobody, { ...sent, as: 'loner', status: 404 }];
  const elsewhere = { ...sent.parameters, group_id: 'absent' };
  return [
    nobody,
    { ...sent, as: 'viewer', status: 403 },
    { ...sent, as: 'editor', parameters: elsewhere, status: 404 },
  ];
}
