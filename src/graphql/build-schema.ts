import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type PubSub } from 'type-graphql';
import { DateTimeScalar } from '../request/scalars.js';

/** A class with type-graphql's `@Resolver()`. */
export type ResolverClass = abstract new (...parts: never[]) => object;

export interface SchemaParts {
  readonly resolvers: readonly ResolverClass[];
  /** The built resolvers, one of each class; none at all to print the schema only. */
  readonly instances: readonly object[];
}

/** Builds the executable schema. Throws when a resolver was not built, so that it is noticed at start. */
export function buildThingstoreSchema({ resolvers, instances }: SchemaParts): GraphQLSchema {
  const built = new Map<unknown, object>(instances.map((instance) => [instance.constructor, instance]));
  const missing = resolvers.filter((resolver) => instances.length > 0 && !built.has(resolver));
  if (missing.length > 0) throw new Error(`Not built: ${missing.map((resolver) => resolver.name).join(', ')}.`);
  const [first, ...rest] = resolvers;
  if (first === undefined) throw new Error('A schema needs at least one resolver.');
  const schema = buildSchemaSync({
    resolvers: [first, ...rest],
    container: { get: (resolver: unknown): object => instanceOf(resolver, built) },
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    pubSub: NO_PUB_SUB,
    validate: false,
    emitSchemaFile: false,
  });
  describeRootTypes(schema);
  return schema;
}

/** type-graphql asks for one as soon as there is a subscription. Ours name their own iterator with `subscribe`. */
const NO_PUB_SUB: PubSub = {
  publish() {
    throw new Error('Changes are announced by the change feed, not by type-graphql.');
  },
  subscribe() {
    throw new Error('A subscription needs a subscribe function of its own.');
  },
};

function instanceOf(resolver: unknown, built: ReadonlyMap<unknown, object>): object {
  const instance = built.get(resolver);
  if (instance === undefined) throw new Error(`Not built: ${String(resolver).slice(0, 100)}.`);
  return instance;
}

/** type-graphql has no place for the descriptions of the three root types. */
function describeRootTypes(schema: GraphQLSchema): void {
  const descriptions = [
    [schema.getQueryType(), 'What can be read.'],
    [schema.getMutationType(), 'What can be changed. Each mutation takes one input and returns what it changed.'],
    [schema.getSubscriptionType(), 'What can be watched, over WebSocket.'],
  ] as const;
  for (const [type, description] of descriptions) {
    if (type) type.description = description;
  }
}
