import { z } from 'zod';
import { needsApiKey } from '../authenticate.js';
import type { HttpConfig } from '../../config/config.js';
import { ErrorAnswers } from './error-answers.js';
import type { RestAnswer, RestBody, RestDescription } from './rest-operation.js';
import { SchemaComponents, type Json } from './schema-components.js';

const INTRODUCTION = `Files of things and groups, and the login, for clients that have only HTTP. All else is asked over GraphQL, at \`/graphql\`.

**Who asks.** A thing shows its key, \`Authorization: Thing <key>\`; an account the token of a login or an access token, \`Authorization: Bearer <token>\`. What a caller may not see is answered exactly like what is not there.

**Errors** are JSON of one shape, \`Error\`: programs look at its \`code\` (the list is closed), people read its \`message\`. Each answer carries the id of its request in \`X-Request-Id\`; quote it when you report something.

**Sizes.** A file has at most \`OBJECT_SIZE_LIMIT\` (5 GB by default), a JSON body \`BODY_SIZE_LIMIT\` (5 MB). Files are streamed both ways: nothing is held back, and there is no need to know their size beforehand.`;

const CREDENTIALS = {
  THING: 'thingKey',
  ACCOUNT: 'userToken',
} as const;

const SECURITY_SCHEMES = {
  thingKey: {
    ...{ type: 'apiKey', in: 'header', name: 'Authorization' },
    description: 'The word Thing, a space, and the key of the thing: `Thing tk_...`.',
  },
  userToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a login, or an access token: `Bearer at_...`.',
  },
  apiKey: {
    ...{ type: 'apiKey', in: 'header', name: 'x-api-key' },
    description:
      'An API key of the project, beside the credential: where `REQUIRE_API_KEY` asks for it. One that is sent is checked in any case.',
  },
} as const;

const REQUEST_ID = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };

/** What a document says beside its operations. */
export interface DocumentFacts {
  readonly version: string;
  /** Where an API key is needed. */
  readonly requireApiKey: HttpConfig['requireApiKey'];
}

/** The OpenAPI document of these operations, made from what serves them; where it is served, its `servers` say. */
export function openApiDocument(operations: readonly RestDescription[], facts: DocumentFacts): Json {
  const parts = { schemas: new SchemaComponents(), errors: new ErrorAnswers(REQUEST_ID), ...facts };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method] = described(operation, parts);
  return {
    openapi: '3.1.1',
    info: {
      ...{
        title: 'Thingstore',
        version: facts.version,
        summary: 'Files of things and groups, for clients that have only HTTP.',
      },
      description: INTRODUCTION,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    tags: [...new Set(operations.map(({ tag }) => tag))],
    paths,
    components: {
      schemas: { ...parts.schemas.all, ...parts.errors.schemas },
      responses: parts.errors.responses,
      headers: { RequestId: header('Of this request: the same as in errors, and in the log of the server.') },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

interface Parts extends DocumentFacts {
  readonly schemas: SchemaComponents;
  readonly errors: ErrorAnswers;
}

function described(operation: RestDescription, parts: Parts): Json {
  const { id: operationId, tag, summary, description, query, body, answers } = operation;
  const { schemas, errors } = parts;
  const parameters = [...pathParameters(operation), ...(query === undefined ? [] : queryParameters(query, schemas))];
  return {
    ...{ operationId, tags: [tag.name], summary },
    ...(description === undefined ? {} : { description }),
    security: securityOf(operation, parts),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: bodyContent(body, schemas) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answered(answer, schemas)])),
      ...errors.of(operation),
    },
  };
}

function securityOf({ credential, door }: RestDescription, { requireApiKey }: DocumentFacts): readonly Json[] {
  if (credential === null) return [];
  const needed = door !== null && needsApiKey(requireApiKey, door);
  return [{ [CREDENTIALS[credential]]: [], ...(needed ? { apiKey: [] } : {}) }];
}

function pathParameters({ parameters = {} }: RestDescription): Json[] {
  return Object.entries(parameters).map(([name, { description, example }]) => ({
    ...{ name, in: 'path', required: true, description, schema: { type: 'string' }, example },
  }));
}

function queryParameters(query: z.ZodObject, schemas: SchemaComponents): Json[] {
  return Object.entries(schemas.propertiesOf(query, 'output')).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: !z.safeParse(query.shape[name] ?? z.never(), undefined).success },
    ...{ description, schema },
  }));
}

function bodyContent(body: RestBody, schemas: SchemaComponents): Json {
  return Object.fromEntries(
    Object.entries(body).map(([type, { schema, form }]) => [
      type,
      form === undefined ? { schema: schemas.add(schema, 'input') } : formContent(schema, form, schemas),
    ]),
  );
}

/** As the parts of a form: the properties in one as JSON, and some of them in parts of their own. */
function formContent(schema: z.ZodType, form: Form, schemas: SchemaComponents): Json {
  const whole = schemas.add(schema, 'input');
  const properties = schemas.propertiesOf(schema, 'input');
  const own = form.own.map((name) => [name, sayable(properties[name] ?? {})] as const);
  return {
    schema: {
      type: 'object',
      properties: {
        file: {
          ...{ type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' },
          description: 'The bytes, sent with a file name.',
        },
        [form.properties]: { description: 'What is said of the file, as JSON.', ...whole },
        ...Object.fromEntries(own),
      },
      ...(form.file === 'REQUIRED' ? { required: ['file'] } : {}),
      additionalProperties: false,
    },
    encoding: { [form.properties]: { contentType: 'application/json' } },
  };
}

type Form = NonNullable<RestBody[string]['form']>;

/** A part of a form is text: it cannot be null. */
function sayable({ type, ...schema }: Json): Json {
  const [given] = Array.isArray(type) ? (type as readonly unknown[]) : [type];
  return { type: given, ...schema };
}

function answered({ description, content, headers = {} }: RestAnswer, schemas: SchemaComponents): Json {
  const named = Object.entries(headers).map(([name, meaning]) => [
    name.replace(/\?$/, ''),
    header(meaning, !name.endsWith('?')),
  ]);
  return {
    description,
    headers: { ...Object.fromEntries(named), ...REQUEST_ID },
    ...(content === undefined ? {} : { content: contentOf(content, schemas) }),
  };
}

function contentOf(content: NonNullable<RestAnswer['content']>, schemas: SchemaComponents): Json {
  if (content !== 'BYTES') return { 'application/json': { schema: schemas.add(content, 'output') } };
  return { '*/*': { schema: { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' } } };
}

function header(description: string, required = true): Json {
  return { description, required, schema: { type: 'string' } };
}
