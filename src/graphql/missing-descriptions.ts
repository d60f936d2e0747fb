import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** Something in a schema with the coordinate by which GraphQL names it: `Query.owner(id:)`. */
interface Described {
  readonly coordinate: string;
  readonly description: string | null | undefined;
}

/** The coordinates of all types, fields, arguments, enum values and input properties without a description. */
export function missingDescriptions(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  const directives = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive));
  const all = [
    ...types.flatMap((type) => [{ coordinate: type.name, description: type.description }, ...membersOf(type)]),
    ...directives.flatMap(({ name, description, args }) => [
      { coordinate: `@${name}`, description },
      ...argumentsOf(`@${name}`, args),
    ]),
  ];
  return all.filter(({ description }) => (description ?? '').trim() === '').map(({ coordinate }) => coordinate);
}

function membersOf(type: GraphQLNamedType): Described[] {
  const nameOf = (member: string): string => `${type.name}.${member}`;
  if (isObjectType(type) || isInterfaceType(type)) {
    return Object.values(type.getFields()).flatMap(({ name, description, args }) => [
      { coordinate: nameOf(name), description },
      ...argumentsOf(nameOf(name), args),
    ]);
  }
  if (isEnumType(type) || isInputObjectType(type)) {
    const members = isEnumType(type) ? type.getValues() : Object.values(type.getFields());
    return members.map(({ name, description }) => ({ coordinate: nameOf(name), description }));
  }
  return [];
}

function argumentsOf(owner: string, args: readonly GraphQLArgument[]): Described[] {
  return args.map(({ name, description }) => ({ coordinate: `${owner}(${name}:)`, description }));
}
