import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  getNullableType,
  GraphQLScalarType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  parse,
  validate,
  type GraphQLInputType,
} from 'graphql';
import { ThingstoreError } from '../errors/thingstore-error.js';
import { DOCUMENT_LIMITS } from './document-limits.js';
import { checkRequest } from './request-check.js';
import { DateTimeScalar, JsonObjectScalar, JsonScalar } from '../request/scalars.js';

const schema = buildSchema(`
  scalar DateTime
  scalar JSON
  scalar JSONObject
  directive @tagged(tag: String!, leaf: Leaf) on FIELD
  enum Unit { METRE FOOT }
  input Leaf { id: ID!  unit: Unit = METRE  at: DateTime  sure: Boolean! = true }
  input Tree { name: String!  count: Int  leaf: Leaf!  leaves: [Leaf!]!  trees: [Tree]  json: JSON  map: JSONObject }
  type Query {
    plain(id: ID!, count: Int! = 3, unit: Unit, json: JSON!): String
    tree(tree: Tree!, maybe: Tree, ids: [ID!]! = ["a"]): String
    grid(cells: [[Int!]]!, at: DateTime!, flags: [Boolean]): String
    leaf(leaf: Leaf, maps: [JSONObject!], ratio: Float!): String
  }
`);
for (const scalar of [DateTimeScalar, JsonScalar, JsonObjectScalar]) {
  const type = schema.getType(scalar.name);
  assert.ok(type instanceof GraphQLScalarType);
  type.parseValue = scalar.parseValue;
  type.parseLiteral = scalar.parseLiteral;
}

/** A value as a request may write it: plain, with parts, or as a variable. */
type Written =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'list'; readonly items: readonly Written[] }
  | { readonly kind: 'object'; readonly properties: Readonly<Record<string, Written>> }
  | { readonly kind: 'variable'; readonly type: string; readonly standard: unknown; readonly value: unknown };

const EXAMPLES: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['a', 5],
  String: ['text', ''],
  Int: [0, -5],
  Float: [1, 2.5],
  Boolean: [true, false],
  DateTime: ['2026-05-04T10:00:00Z', '2026-05-04T10:00:00.5+02:00'],
  JSON: ['text', 5, { a: [1, null] }, [true]],
  JSONObject: [{}, { a: { b: [1, 'x'] } }],
};

const JUNK = fc.constantFrom<unknown>(null, true, 1, 2 ** 31, 2.5, 'METRE', 'x', [], {}, [null], { id: 1, strange: 2 });

/** Values that fit the type most of the time, and now and then junk in their place. */
function valueOf(type: GraphQLInputType, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 25, arbitrary: fittingValue(type, depth) }, { weight: 1, arbitrary: JUNK });
}

function fittingValue(type: GraphQLInputType, depth: number): fc.Arbitrary<unknown> {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return fc.array(valueOf(nullable.ofType, depth + 1), { maxLength: depth > 2 ? 0 : 2 });
  if (isEnumType(nullable)) return fc.constantFrom('METRE', 'FOOT');
  if (!isInputObjectType(nullable)) return fc.constantFrom(...(EXAMPLES[nullable.name] ?? []));
  return propertiesOf(depth, Object.values(nullable.getFields()), (inner) => valueOf(inner, depth + 1));
}

/** What is required is there nearly always; below the third level nothing else is, so that it comes to an end. */
function propertiesOf<Value>(
  depth: number,
  asked: readonly { readonly name: string; readonly type: GraphQLInputType }[],
  fill: (type: GraphQLInputType) => fc.Arbitrary<Value>,
): fc.Arbitrary<Record<string, Value>> {
  const shown = asked.filter(({ type }) => depth < 3 || isNonNullType(type));
  const requiredKeys = shown.filter(({ type }) => isNonNullType(type)).map(({ name }) => name);
  const all = Object.fromEntries(shown.map(({ name, type }) => [name, fill(type)]));
  const chosen = (names: string[]): fc.Arbitrary<Record<string, Value>> =>
    fc.record<Record<string, Value>, string>(all, { requiredKeys: names });
  return fc.oneof({ weight: 20, arbitrary: chosen(requiredKeys) }, { weight: 1, arbitrary: chosen([]) });
}

function writtenOf(type: GraphQLInputType, depth = 0): fc.Arbitrary<Written> {
  const plain = valueOf(type, depth).map((value): Written => ({ kind: 'plain', value }));
  const nullable = getNullableType(type);
  const choices = [
    { weight: 3, arbitrary: plain },
    { weight: 2, arbitrary: variableOf(type) },
  ];
  if (depth < 3 && isListType(nullable)) {
    const items = fc.array(writtenOf(nullable.ofType, depth + 1), { maxLength: 2 });
    choices.push({ weight: 5, arbitrary: items.map((list): Written => ({ kind: 'list', items: list })) });
  } else if (depth < 3 && isInputObjectType(nullable)) {
    const properties = propertiesOf(depth, Object.values(nullable.getFields()), (inner) => writtenOf(inner, depth + 1));
    choices.push({ weight: 5, arbitrary: properties.map((all): Written => ({ kind: 'object', properties: all })) });
  }
  return fc.oneof(...choices);
}

/** A variable of the type that is asked, of a stricter or a laxer one; with and without a default and a value. */
function variableOf(type: GraphQLInputType): fc.Arbitrary<Written> {
  const nullable = String(getNullableType(type));
  const kind = fc.constant('variable' as const);
  const standard = fc.option(valueOf(type), { freq: 2, nil: undefined });
  const value = fc.option(valueOf(type), { freq: 8, nil: undefined });
  return fc.record({ kind, type: fc.constantFrom(String(type), `${nullable}!`, nullable), standard, value });
}

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Writes requests down, and counts the variables while it does. */
class Writer {
  readonly variables: Record<string, unknown> = {};
  readonly declarations: string[] = [];

  write(written: Written): string {
    switch (written.kind) {
      case 'plain':
        return literal(written.value);
      case 'list':
        return `[${written.items.map((item) => this.write(item)).join(', ')}]`;
      case 'object':
        return `{${this.writeAll(written.properties)}}`;
      case 'variable': {
        const name = `v${this.declarations.length}`;
        const standard = written.standard === undefined ? '' : ` = ${literal(written.standard)}`;
        this.declarations.push(`$${name}: ${written.type}${standard}`);
        if (written.value !== undefined) this.variables[name] = written.value;
        return `$${name}`;
      }
    }
  }

  writeAll(properties: Readonly<Record<string, Written>>): string {
    return Object.entries(properties)
      .map(([name, written]) => `${name}: ${this.write(written)}`)
      .join(', ');
  }
}

/** JSON as GraphQL writes it; what is named like an enum value loses its quotes. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value === 'METRE' || value === 'FOOT') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}: ${literal(inner)}`)
    .join(', ')}}`;
}

const tag = schema.getDirective('tagged');
assert.ok(tag);

const requests: fc.Arbitrary<Asked> = fc
  .constantFrom(...Object.values(schema.getQueryType()?.getFields() ?? {}))
  .chain((field) =>
    fc.record({
      name: fc.constant(field.name),
      args: propertiesOf(0, field.args, writtenOf),
      tags: fc.option(propertiesOf(0, tag.args, writtenOf), { freq: 4 }),
      inFragment: fc.boolean(),
    }),
  )
  .map(({ name, args, tags, inFragment }) => {
    const writer = new Writer();
    const inBrackets = (properties: Readonly<Record<string, Written>>): string => {
      const text = writer.writeAll(properties);
      return text === '' ? '' : `(${text})`;
    };
    const field = `${name}${inBrackets(args)}${tags === null ? '' : ` @tagged${inBrackets(tags)}`}`;
    const declarations = writer.declarations.length === 0 ? '' : `(${writer.declarations.join(', ')})`;
    const query = inFragment
      ? `query Q${declarations} { ...F } fragment F on Query { ${field} }`
      : `query Q${declarations} { ${field} }`;
    return { query, variables: writer.variables };
  });

function passes({ query, variables }: Asked): boolean {
  try {
    checkRequest({ schema, query, variables, isAuthenticated: true, limits: DOCUMENT_LIMITS });
    return true;
  } catch (error) {
    assert.ok(error instanceof ThingstoreError, `not one of our errors: ${String(error)}`);
    assert.match(error.code, /^(?:PROPERTY_REQUIRED|INVALID_ARGUMENTS)$/);
    assert.match(error.property ?? '', /^\w+$/);
    return false;
  }
}

/** What graphql-js has to say of the request: all of it, from validation or else from execution. */
async function complaintsOf({ query, variables }: Asked): Promise<readonly string[]> {
  const document = parse(query);
  const invalid = validate(schema, document);
  if (invalid.length > 0) return invalid.map((error) => error.message);
  const result = await execute({ schema, document, variableValues: variables, rootValue: {} });
  return (result.errors ?? []).map((error) => error.message);
}

/** In the messages on how variables are declared, which are left to validation. */
const OF_DECLARATIONS = 'used in position expecting type';

describe('what graphql-js says of a request, and what we say', () => {
  it('agree: what passes is executed without a word, what is refused would have been', async () => {
    const seen = { passed: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(requests, async (asked) => {
        const complaints = await complaintsOf(asked);
        if (passes(asked)) {
          seen.passed += 1;
          assert.deepEqual(
            complaints.filter((message) => !message.includes(OF_DECLARATIONS)),
            [],
          );
        } else {
          seen.refused += 1;
          // Nothing reads the arguments of this directive when a field is executed; here they are held to the same.
          if (!asked.query.includes('@tagged')) assert.notDeepEqual(complaints, []);
        }
      }),
      { numRuns: 1_500 },
    );
    assert.ok(seen.passed > 200 && seen.refused > 200, JSON.stringify(seen));
  });
});
