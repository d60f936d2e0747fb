import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { isWritable, parseInstant } from './date-time.js';
import { findJsonFlaw, JSON_DEPTH_LIMIT } from './json-flaw.js';
import { jsonFromLiteral } from './json-literal.js';

// What a scalar says of a bad value ends a sentence that begins with the property's name, and never repeats the value.

const INSTANT_EXPECTED = 'must be an instant such as "2026-05-04T10:15:30.000Z", with Z or an offset';

/** An instant; a `Date` inside. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'An instant, ISO 8601 with seconds and with Z or an offset, years 0001 to 9999, e.g. ' +
    '"2026-05-04T10:15:30.250+02:00". Answered in UTC with milliseconds; finer fractions are cut off.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  serialize(value) {
    if (!(value instanceof Date) || !isWritable(value)) throw new GraphQLError('DateTime can only write a valid Date.');
    return value.toISOString();
  },
  parseValue: instantFrom,
  parseLiteral: (node) => instantFrom(node.kind === Kind.STRING ? node.value : undefined),
});

function instantFrom(value: unknown): Date {
  const instant = typeof value === 'string' ? parseInstant(value) : null;
  if (instant === null) throw new GraphQLError(INSTANT_EXPECTED);
  return instant;
}

/** Any JSON value. */
export const JsonScalar = new GraphQLScalarType<unknown>({
  name: 'JSON',
  description:
    'Any JSON value. Numbers are double precision; text has no NUL character and no half of a surrogate pair; ' +
    'at most 64 levels deep.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: plainJson,
  parseLiteral: (node, variables) => jsonOrRefusal(node, variables),
});

/** A JSON object. */
export const JsonObjectScalar = new GraphQLScalarType<object, object>({
  name: 'JSONObject',
  description: 'A JSON object, e.g. {"score": 0.93}. The same rules as for JSON.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize(value) {
    if (!isJsonObject(value)) throw new GraphQLError('JSONObject can only write an object.');
    return value;
  },
  parseValue: (value) => objectOrRefusal(plainJson(value)),
  parseLiteral: (node, variables) => objectOrRefusal(jsonOrRefusal(node, variables)),
});

function jsonOrRefusal(node: ValueNode, variables: Parameters<typeof jsonFromLiteral>[1]): unknown {
  const value = jsonFromLiteral(node, variables);
  if (value === undefined) throw new GraphQLError('must be JSON');
  return plainJson(value);
}

/** Also keeps out what a variable of another type puts inside a JSON literal, and an upload where JSON is asked. */
function plainJson(value: unknown): unknown {
  const flaw = findJsonFlaw(value, { maximumDepth: JSON_DEPTH_LIMIT, allowsInstances: false });
  if (flaw !== undefined) throw new GraphQLError(flaw.reason);
  return value;
}

function objectOrRefusal(value: unknown): object {
  if (!isJsonObject(value)) throw new GraphQLError('must be a JSON object');
  return value;
}

function isJsonObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const UPLOAD_EXPECTED = 'must be a file, sent as a part of a multipart request';

/** A file in a multipart request; inside, a promise of the file, whose bytes are still on their way. */
export const UploadScalar = new GraphQLScalarType<unknown, never>({
  name: 'Upload',
  description: 'A file of the request, sent as the GraphQL multipart request specification says. Input only.',
  specifiedByURL: 'https://github.com/jaydenseric/graphql-multipart-request-spec',
  serialize() {
    throw new GraphQLError('Upload cannot be answered.');
  },
  parseValue(value) {
    // What graphql-upload-minimal puts in the variables. JSON cannot make it up: it has no promises.
    const file = typeof value === 'object' && value !== null && 'promise' in value ? value.promise : undefined;
    if (!(file instanceof Promise)) throw new GraphQLError(UPLOAD_EXPECTED);
    return file;
  },
  parseLiteral() {
    throw new GraphQLError(UPLOAD_EXPECTED);
  },
});
