import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ApiClient } from '../support/api-client.js';
import { NAMED_FILE } from '../support/foreign-world.js';
import { statusBeforeBytes } from '../support/head-only.js';
import { PATH_MATRIX } from '../support/path-matrix.js';
import { pathWorld, SHARED_GROUP, UNNAMED, type PathWorld } from '../support/path-world.js';
import { REST_CASES } from '../support/rest-cases.js';
import { RestDocument, type DocumentedOperation } from '../support/rest-document.js';
import { sendTo } from '../support/rest-requests.js';
import { startThingstore, type TestThingstore } from '../support/thingstore.js';

/** Of each answer different ones, or as long as what was asked with. */
const OWN_HEADERS = ['date', 'x-request-id', 'content-length'];

let thingstore: TestThingstore;
let world: PathWorld;
let document: RestDocument;
before(async () => {
  thingstore = await startThingstore();
  world = await pathWorld(thingstore);
  document = await RestDocument.of(thingstore.url);
});
after(() => thingstore.stop());

type Parameters = Readonly<Record<string, string>>;

/** Who may ask the operation at all, by the credential that it takes, and who may not. */
function askers({ security }: DocumentedOperation) {
  const { accounts, things, strangers } = world;
  const takesThings = security.some((needed) => 'thingKey' in needed);
  return takesThings
    ? { known: things, unknown: { ...strangers, ...accounts } }
    : { known: accounts, unknown: { ...strangers, ...things } };
}

/** The answer without what may differ: the value that was asked with, and what each answer has of its own. */
async function answer(
  client: ApiClient,
  operation: DocumentedOperation,
  asked: { parameters: Parameters; value: string },
) {
  const [{ body, query = '', headers = {} }] = REST_CASES[operation.operationId]?.succeeds ?? [{}];
  const sent = { parameters: asked.parameters, query, headers, ...(body === undefined ? {} : { body }) };
  const { response, body: text } = await sendTo(operation, client, sent);
  const own = Object.fromEntries([...response.headers].filter(([name]) => !OWN_HEADERS.includes(name)));
  const whole = JSON.stringify(own) + text.replace(/"requestId":"[^"]*"/, '');
  const shown = [JSON.stringify(asked.value).slice(1, -1), encodeURIComponent(asked.value)];
  return { status: response.status, told: shown.reduce((said, value) => said.replaceAll(value, '<value>'), whole) };
}

/** Each parameter of an operation, with what stands for the others. */
function positions(operation: DocumentedOperation) {
  const names = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  return names.flatMap((name) => {
    const others = names.filter((other) => other !== name);
    const settings = others.reduce<readonly { readonly parameters: Parameters; readonly isSeenByRootAlone: boolean }[]>(
      (standing, other) =>
        standing.flatMap((each) =>
          (PATH_MATRIX[other]?.others(world) ?? []).map(({ value, isSeenByRootAlone }) => ({
            parameters: { ...each.parameters, [other]: value },
            isSeenByRootAlone: each.isSeenByRootAlone || isSeenByRootAlone,
          })),
        ),
      [{ parameters: {}, isSeenByRootAlone: false }],
    );
    return settings.map((setting) => ({ name, ...setting }));
  });
}

/** What is tried for a parameter by somebody, the value that nobody has first. */
function valuesFor(name: string, who: string): readonly (readonly [string, string])[] {
  const tried = PATH_MATRIX[name];
  assert.ok(tried !== undefined, `${name} has no case`);
  const unseen = Object.entries(tried.unseen(world)).filter(
    ([what]) => who !== 'root' || !tried.seenByRoot.includes(what),
  );
  return [['absent', tried.absent()], ...unseen];
}

/** The operations whose path has parameters. */
const IDS = Object.entries(REST_CASES)
  .filter(([, { succeeds }]) => Object.keys(succeeds[0].parameters ?? {}).length > 0)
  .map(([id]) => id);
/** Of those, the ones that take a body. */
const WITH_BODY = IDS.filter((id) => REST_CASES[id]?.succeeds[0].body !== undefined);

describe('the paths of /openapi.json', () => {
  it('have the parameters that are tried here, and no other', () => {
    const named = document.operations.flatMap(({ parameters }) => parameters.filter((each) => each.in === 'path'));
    assert.deepEqual([...new Set(named.map(({ name }) => name))].sort(), Object.keys(PATH_MATRIX).sort());
    assert.deepEqual(
      document.operations
        .filter(({ path }) => path.includes('{'))
        .map(({ operationId }) => operationId)
        .sort(),
      [...IDS].sort(),
    );
    const written = document.operations.flatMap(({ path }) =>
      [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]),
    );
    assert.deepEqual([...new Set(written)].sort(), Object.keys(PATH_MATRIX).sort());
  });
});

describe('what the caller may not see is answered over REST exactly like what is not there', () => {
  for (const id of IDS) {
    it(`${id} [S2-014 S2-020 S2-047]`, async () => {
      const operation = document.operation(id);
      for (const { name, parameters, isSeenByRootAlone } of positions(operation)) {
        for (const [who, client] of Object.entries(askers(operation).known)) {
          if (who === 'root' && isSeenByRootAlone) continue;
          const [[, absent] = ['', ''], ...others] = valuesFor(name, who);
          const ask = (value: string) =>
            answer(client, operation, { parameters: { ...parameters, [name]: value }, value });
          const expected = await ask(absent);
          assert.ok([403, 404].includes(expected.status), JSON.stringify(expected));
          for (const [what, value] of others) {
            const where = `${who} asked with ${name} ${what}, beside ${JSON.stringify(parameters)}`;
            assert.deepEqual(await ask(value), expected, where);
          }
        }
      }
    });
  }
});

describe('who is not known over REST is told so, whatever is asked', () => {
  for (const id of IDS) {
    it(`${id} [S2-014 S2-020]`, async () => {
      const operation = document.operation(id);
      for (const { name, parameters } of positions(operation)) {
        for (const [who, client] of Object.entries(askers(operation).unknown)) {
          const answers = new Set<string>();
          for (const [, value] of valuesFor(name, who)) {
            const { status, told } = await answer(client, operation, {
              parameters: { ...parameters, [name]: value },
              value,
            });
            assert.equal(status, 401, `${who}: ${told}`);
            answers.add(told);
          }
          assert.equal(answers.size, 1, who);
        }
      }
    });
  }
});

describe('a refusal over REST', () => {
  for (const id of WITH_BODY) {
    it(`comes before the bytes are read: ${id}`, async () => {
      const operation = document.operation(id);
      const types = Object.keys(operation.requestBody?.content ?? {});
      for (const { name, parameters, isSeenByRootAlone } of positions(operation)) {
        const { known, unknown } = askers(operation);
        for (const [who, client] of Object.entries({ ...known, ...unknown })) {
          if (who === 'root' && isSeenByRootAlone) continue;
          for (const [what, value] of valuesFor(name, who).slice(0, 3)) {
            const asked = { ...parameters, [name]: value };
            const { status } = await answer(client, operation, { parameters: asked, value });
            for (const type of types) {
              const early = await statusBeforeBytes(operation, client, {
                type,
                parameters: asked,
                filename: NAMED_FILE,
              });
              assert.equal(early, status, `${who} asked with ${name} ${what} by ${type}`);
            }
          }
        }
      }
    });
  }
});

describe('a list over REST', () => {
  it('has the files of its own scope alone [S2-014]', async () => {
    const lists = [
      ['listThingFiles', world.things['thing of the group']],
      ['listGroupOfThingFiles', world.things['thing of the group']],
      ['listGroupFiles', world.accounts['editor']],
    ] as const;
    for (const [id, client] of lists) {
      assert.ok(client !== undefined);
      const { body } = await sendTo(document.operation(id), client, { parameters: { group_id: SHARED_GROUP } });
      assert.deepEqual(JSON.parse(body), { total: 0, files: [] }, id);
      for (const name of [NAMED_FILE, ...Object.values(UNNAMED)]) assert.ok(!body.includes(name));
    }
  });
});
