import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from '../../errors/error-codes.js';
import type { RestAnswer, RestBody, RestOperation } from './rest-operation.js';

type Json = Readonly<Record<string, unknown>>;

/** What any request may be answered with, whatever it asks for. */
const EVERYWHERE = ['UNAUTHENTICATED', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE'] as const;

const ERROR = z.object({
  error: z.object({
    code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode]).describe('What went wrong: the list is closed.'),
    property: z.string().optional().describe('Which part of the request is at fault.'),
    params: z.record(z.string(), z.unknown()).optional().describe('What else programs may want to know.'),
    message: z.string().describe('For people.'),
    requestId: z.string().describe('The same as in the header X-Request-Id and in the log of the server.'),
  }),
});

const SECURITY = { THING: [{ thingKey: [] }], ACCOUNT: [{ userToken: [] }] } as const;

/** The OpenAPI document of these operations, made from what serves them. */
export function openApiDocument(
  operations: readonly RestOperation[],
  about: { readonly version: string; readonly url: string },
): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = described(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Thingstore',
      version: about.version,
      summary: 'Files of things and groups, for clients that have only HTTP.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: about.url }],
    paths,
    components: {
      schemas: { Error: jsonOf(ERROR, 'output') },
      securitySchemes: {
        thingKey: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'Thing <key>' },
        userToken: { type: 'http', scheme: 'bearer', description: 'Of a login, or an access token.' },
      },
    },
  };
}

function described(operation: RestOperation): Json {
  const {
    id: operationId,
    summary,
    description,
    credential,
    parameters = {},
    query,
    body,
    answers,
    errors,
  } = operation;
  return {
    operationId,
    summary,
    ...(description === undefined ? {} : { description }),
    security: SECURITY[credential],
    parameters: [
      ...Object.entries(parameters).map(([name, meaning]) => ({
        ...{ name, in: 'path', required: true, description: meaning, schema: { type: 'string' } },
      })),
      ...(query === undefined ? [] : queryParameters(query)),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: bodyContent(body) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answered(answer)])),
      ...refused([...errors, ...EVERYWHERE]),
    },
  };
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {} } = jsonOf(query, 'output') as { readonly properties?: Readonly<Record<string, Json>> };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: false, description, schema },
  }));
}

function bodyContent(body: RestBody): Json {
  return Object.fromEntries(
    Object.entries(body).map(([type, { schema, file }]) => {
      const properties = jsonOf(schema, 'input');
      return [type, file === undefined ? { schema: properties } : formOf(properties, file)];
    }),
  );
}

/** As the parts of a form: the properties in one as JSON, or each in its own. */
function formOf(whole: Json, file: 'REQUIRED' | 'OPTIONAL'): Json {
  const { properties = {} } = whole as { readonly properties?: Readonly<Record<string, Json>> };
  const own = ['class', 'format', 'time'].map((name) => [name, properties[name]] as const);
  return {
    schema: {
      type: 'object',
      properties: {
        file: { description: 'The bytes, with a file name.', contentMediaType: 'application/octet-stream' },
        metadata: { description: 'JSON of all that is said of the file.', ...whole },
        ...Object.fromEntries(own),
      },
      ...(file === 'REQUIRED' ? { required: ['file'] } : {}),
    },
    encoding: { metadata: { contentType: 'application/json' } },
  };
}

function answered({ description, content, headers = {} }: RestAnswer): Json {
  return {
    description,
    ...(content === undefined
      ? {}
      : {
          content:
            content === 'BYTES'
              ? { '*/*': { schema: { contentMediaType: 'application/octet-stream' } } }
              : { 'application/json': { schema: jsonOf(content, 'output') } },
        }),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, meaning]) => [name, { description: meaning, schema: { type: 'string' } }]),
    ),
  };
}

/** Errors by status: several codes may have the same. */
function refused(codes: readonly ErrorCode[]): Json {
  const statuses = [...new Set(codes.map((code) => ERROR_STATUS[code]))].sort((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => [
      status.toString(),
      {
        description: [...new Set(codes)].filter((code) => ERROR_STATUS[code] === status).join(', '),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  );
}

function jsonOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  // Which dialect it is, the document says for all.
  return Object.fromEntries(Object.entries(z.toJSONSchema(schema, { io })).filter(([name]) => name !== '$schema'));
}
