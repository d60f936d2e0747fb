import {
  getOperationAST,
  Kind,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { PropertyRequired } from '../errors/property-required.js';
import { Unauthenticated } from '../errors/unauthenticated.js';
import { ArgumentCheck } from './argument-check.js';
import { DocumentCache, type ParsedDocument } from './document-cache.js';
import { checkCost } from './document-cost.js';
import { checkDocumentLimits, type DocumentLimits } from './document-limits.js';
import { checkDocumentSize, measureDocument } from './document-size.js';
import { fragmentsOf, type Fragments } from './fragments.js';
import { rootPlace } from './input-place.js';
import { checkIntrospection } from './introspection.js';
import { LiteralCheck } from './literal-check.js';
import { OperationVariables } from './operation-variables.js';
import { isPublicOperation } from './public-operations.js';

/** A GraphQL request as it came in, over HTTP or WebSocket; query, operation name and variables still unchecked. */
export interface UncheckedRequest {
  readonly schema: GraphQLSchema;
  readonly query: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
  /** Whether a viewer is known. Bad credentials were refused before. */
  readonly isAuthenticated: boolean;
  readonly limits: DocumentLimits;
}

export interface CheckedRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Parsing depends on the text alone, so that one cache serves every server of the process. */
const documents = new DocumentCache({ documents: 1_000, bytes: 64 * 1024 * 1024 });

/**
 * The one step before validation and execution. Its answer may be validated and executed with the same variables; no
 * argument or variable of it will then fail to be read.
 * Errors: PROPERTY_REQUIRED, INVALID_ARGUMENTS, UNAUTHENTICATED, FORBIDDEN, and the GraphQLError of a text that is no GraphQL.
 */
export function checkRequest(request: UncheckedRequest): CheckedRequest {
  const { schema, limits } = request;
  const query = queryOf(request.query);
  const parsed = parseWithin(query, limits);
  const { document } = parsed;
  const operation = operationOf(document, request.operationName);
  const fragments = fragmentsOf(document);
  if (!limits.allowsIntrospection) checkIntrospection(document);
  if (!request.isAuthenticated && !isPublicOperation(operation, fragments)) throw new Unauthenticated();
  const variables = new OperationVariables(schema, operation, variablesOf(request.variables));
  checkInputs({ schema, operation, fragments, variables, limits });
  checkCost({ schema, operation, fragments, variables }, limits.cost);
  // Only now, so that nobody can push out what others use with documents that are refused.
  documents.remember(query, parsed);
  return { document, operation };
}

function parseWithin(query: string, limits: DocumentLimits): ParsedDocument {
  const known = documents.find(query);
  const size = known?.size ?? measureDocument(query, limits);
  checkDocumentSize(size, limits);
  const document = known?.document ?? parse(query);
  checkDocumentLimits(document, limits);
  return { document, size };
}

function checkInputs(parts: {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly variables: OperationVariables;
  readonly limits: DocumentLimits;
}): void {
  const { variables, limits } = parts;
  variables.checkJson(limits.valueDepth);
  const literals = new LiteralCheck(variables, limits.valueDepth);
  for (const { name, type, defaultValue } of variables.declared.values()) {
    if (defaultValue !== undefined) literals.check(defaultValue, { type, hasDefault: false }, rootPlace(name));
  }
  new ArgumentCheck(parts.schema, parts.fragments, literals).checkOperation(parts.operation);
}

function operationOf(document: DocumentNode, name: unknown): OperationDefinitionNode {
  if (name !== undefined && name !== null && typeof name !== 'string') {
    throw new InvalidArguments('operationName', 'operationName must be text.');
  }
  const operation = getOperationAST(document, name);
  if (operation) return operation;
  if (!document.definitions.some((definition) => definition.kind === Kind.OPERATION_DEFINITION)) {
    throw new InvalidArguments('query', 'The query holds no operation.');
  }
  throw new InvalidArguments('operationName', 'operationName must name one of the operations in the query.');
}

function queryOf(query: unknown): string {
  if (query === undefined || query === null || query === '') throw new PropertyRequired('query');
  if (typeof query !== 'string') throw new InvalidArguments('query', 'query must be text.');
  return query;
}

function variablesOf(variables: unknown): Readonly<Record<string, unknown>> {
  if (variables === undefined || variables === null) return {};
  if (!isRecord(variables)) throw new InvalidArguments('variables', 'variables must be an object.');
  return variables;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
