import {
  getNamedType,
  GraphQLBoolean,
  GraphQLError,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  isInputObjectType,
  type GraphQLInputType,
} from 'graphql';

const COMPLAINTS: ReadonlyMap<string, string> = new Map([
  [GraphQLInt.name, 'must be a whole number from -2147483648 to 2147483647'],
  [GraphQLFloat.name, 'must be a finite number'],
  [GraphQLString.name, 'must be text'],
  [GraphQLBoolean.name, 'must be true or false'],
  [GraphQLID.name, 'must be text or a whole number'],
]);

/**
 * What a value of this type must be. Says what is asked and never what was given, which may be a password; graphql-js
 * repeats it in its messages. A scalar of ours says it itself: its messages follow the same rule.
 */
export function complaintFor(type: GraphQLInputType, error?: unknown): string {
  const named = getNamedType(type);
  if (isEnumType(named)) {
    const names = named.getValues().map((value) => value.name);
    return `must be one of ${names.join(', ')}`;
  }
  if (isInputObjectType(named)) return `must be an object of type ${named.name}`;
  return COMPLAINTS.get(named.name) ?? ownWords(error) ?? `must be a valid ${named.name}`;
}

function ownWords(error: unknown): string | undefined {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  return cause instanceof GraphQLError ? cause.message : undefined;
}
