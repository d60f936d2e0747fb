import { curlLines } from './curl-lines.js';
import { ERROR_STATUS } from '../../errors/error-codes.js';
import { ErrorAnswers, errorsOf, EVERYWHERE, MEANING } from './error-answers.js';
import type { RestDescription, RestTag } from './rest-operation.js';
import { SchemaComponents, type Json } from './schema-components.js';

const INTRODUCTION = `# REST reference

Each route that is served over REST: who may ask, what is sent, and what is answered. The same for programs is at
\`/openapi.json\` of every server (OpenAPI 3.1), from which clients can be generated. All else is asked over GraphQL:
its reference is [schema.graphql](../schema.graphql).

The lines with \`curl\` take from the shell \`URL\` (\`http://127.0.0.1:4000\`, say), \`KEY\` (the key of a thing) and \`TOKEN\` (of
an account, as a login answers it): [credentials.md](credentials.md) tells how to come by them. Where \`REQUIRE_API_KEY\` is
\`all\`, each but the login needs \`-H "x-api-key: ..."\` too.

Names in a path are percent-encoded once. Each answer carries the id of its request in \`X-Request-Id\`, and each refusal is
an [Error](#error): programs look at its code, people read its message. What the caller may not see is answered exactly
like what is not there. Beside the errors that are listed with a route, each may be answered with these:
`;

const WHO = {
  THING: 'a thing, with `Authorization: Thing <key>`',
  ACCOUNT: 'an account, with `Authorization: Bearer <token>`',
} as const;

/** The text of docs/rest.md, made from what serves the routes. */
export function printRestPage(operations: readonly RestDescription[]): string {
  const schemas = new SchemaComponents();
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const chapters = tags.map((tag) => chapter(tag, { operations, schemas }));
  const shared = EVERYWHERE.map((code) => [ERROR_STATUS[code].toString(), `${code}. ${MEANING[code]}`]);
  const shapes = { ...schemas.all, ...new ErrorAnswers({}).schemas };
  return [
    INTRODUCTION,
    `${table(['Answer', 'Is'], shared)}\n`,
    ...chapters,
    '## Shapes\n',
    ...Object.entries(shapes).map(shape),
  ].join('\n');
}

interface Parts {
  readonly operations: readonly RestDescription[];
  readonly schemas: SchemaComponents;
}

function chapter(tag: RestTag, { operations, schemas }: Parts): string {
  const its = operations.filter((operation) => operation.tag === tag);
  return [`## ${tag.name}\n`, `${tag.description}\n`, ...its.map((operation) => section(operation, schemas))].join(
    '\n',
  );
}

function section(operation: RestDescription, schemas: SchemaComponents): string {
  const { method, path, id, summary, description, credential } = operation;
  const paragraphs = [
    `### ${method.toUpperCase()} ${path}`,
    `${summary}. ${description ?? ''}`.trim(),
    `Asked by ${credential === null ? 'anybody' : WHO[credential]}. In generated clients: \`${id}\`.`,
    parametersOf(operation, schemas),
    ...bodies(operation, schemas),
    table(['Answer', 'Is'], [...answersOf(operation, schemas), ...refusalsOf(operation)]),
    ['```sh', ...curlLines(operation, schemas), '```'].join('\n'),
  ];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

function parametersOf({ parameters = {}, query }: RestDescription, schemas: SchemaComponents): string {
  const inPath = Object.entries(parameters).map(([name, { description }]) => [`\`{${name}}\``, 'text', description]);
  const properties = query === undefined ? {} : schemas.propertiesOf(query, 'output');
  const inQuery = Object.entries(properties).map(([name, property]) => [
    `\`?${name}=\``,
    typeOf(property),
    meaning(property),
  ]);
  const rows = [...inPath, ...inQuery];
  return rows.length === 0 ? '' : table(['Parameter', 'Type', 'Meaning'], rows);
}

function bodies({ body = {} }: RestDescription, schemas: SchemaComponents): readonly string[] {
  return Object.entries(body).map(([type, { schema, form }]) => {
    const whole = typeOf(schemas.add(schema, 'input'));
    if (form === undefined) return `Sent as \`${type}\`: ${whole}.`;
    const own = form.own.map((name) => `\`${name}\``).join(', ');
    const file = `\`file\` (the bytes, with a file name${form.file === 'REQUIRED' ? '; required' : ''})`;
    return `Sent as \`${type}\` with the parts ${file}, \`${form.properties}\` (JSON: ${whole}), and ${own}, which win over it.`;
  });
}

function answersOf({ answers }: RestDescription, schemas: SchemaComponents): string[][] {
  return Object.entries(answers).map(([status, { description, content, headers = {} }]) => {
    const shown =
      content === undefined ? '' : ` ${content === 'BYTES' ? 'Bytes' : typeOf(schemas.add(content, 'output'))}.`;
    const named = Object.entries(headers).map(([name, text]) => `<br>\`${name.replace(/\?$/, '')}\`: ${text}`);
    return [status, `${description}${shown}${named.join('')}`];
  });
}

function refusalsOf(operation: RestDescription): string[][] {
  return [...errorsOf(operation.errors)].map(([status, codes]) => [status.toString(), codes.join(', ')]);
}

function shape([name, schema]: [string, unknown]): string {
  const { description = '', examples = [], ...whole } = schema as Json & { readonly examples?: readonly unknown[] };
  const examplesShown = examples.map((example) => ['```json', JSON.stringify(example, null, 2), '```'].join('\n'));
  const rows = table(['Property', 'Type', 'Meaning'], propertyRows(whole, ''));
  return `${[`### ${name}`, String(description), rows, ...examplesShown].filter((text) => text !== '').join('\n\n')}\n`;
}

/** The properties of an object, and those of objects in it: "error.code". */
function propertyRows(schema: Json, above: string): string[][] {
  const { properties = {}, required = [] } = schema as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).flatMap(([name, property]) => {
    if (property['properties'] !== undefined) return propertyRows(property, `${above}${name}.`);
    const type = required.includes(name) ? typeOf(property) : `${typeOf(property)}, optional`;
    return [[`\`${above}${name}\``, type, meaning(property)]];
  });
}

function typeOf(schema: Json): string {
  const { $ref, type, items, default: byDefault, minimum, maximum, maxLength } = schema;
  if (typeof $ref === 'string') return linked($ref);
  if (schema['const'] !== undefined) return `\`${JSON.stringify(schema['const'])}\``;
  if (items !== undefined) return `list of ${typeOf(items as Json)}`;
  const types = (Array.isArray(type) ? type : [type ?? 'any']) as readonly string[];
  const bounds = [
    ...(typeof maxLength === 'number' ? [`at most ${maxLength.toString()} characters`] : []),
    ...(typeof minimum === 'number' ? [`from ${minimum.toString()}`] : []),
    ...(typeof maximum === 'number' ? [`to ${maximum.toString()}`] : []),
    ...(byDefault === undefined ? [] : [`default ${JSON.stringify(byDefault)}`]),
  ];
  return [types.join(' or '), ...bounds].join(', ');
}

function linked(reference: string): string {
  const name = reference.split('/').at(-1) ?? '';
  return `[${name}](#${name.toLowerCase()})`;
}

function meaning({ description, enum: values }: Json): string {
  const listed = Array.isArray(values) ? ` ${values.join(', ')}.` : '';
  return `${typeof description === 'string' ? description : ''}${listed}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const written = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [written(head), written(head.map(() => '---')), ...rows.map(written)].join('\n');
}
