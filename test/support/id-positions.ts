import {
  getNamedType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** Every place where the schema takes an id, as "Mutation.updateOwner(input.domainId)". */
export function idPositions(schema: GraphQLSchema): readonly string[] {
  const positions: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      for (const argument of field.args) {
        for (const path of idPaths(argument.type, argument.name, [])) {
          positions.push(`${type.name}.${field.name}(${path})`);
        }
      }
    }
  }
  return positions.sort();
}

function idPaths(type: GraphQLInputType, path: string, above: readonly string[]): readonly string[] {
  const named = getNamedType(type);
  if (named.name === 'ID') return [path];
  if (!isInputObjectType(named) || above.includes(named.name)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    idPaths(field.type, `${path}.${field.name}`, [...above, named.name]),
  );
}
