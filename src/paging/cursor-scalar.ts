import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** Where a page or the change feed goes on. */
export const CursorScalar = new GraphQLScalarType<string, string>({
  name: 'Cursor',
  description: 'Where a list or the change feed goes on: given out by the server, opaque, to be given back as it is.',
  serialize(value) {
    if (typeof value !== 'string') throw new GraphQLError('Cursor can only write text.');
    return value;
  },
  parseValue: cursorFrom,
  parseLiteral: (node) => cursorFrom(node.kind === Kind.STRING ? node.value : undefined),
});

function cursorFrom(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('must be a cursor as the server gave it out');
  return value;
}
