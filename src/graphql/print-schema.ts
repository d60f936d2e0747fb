import {
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  printSchema,
  type DefinitionNode,
  type GraphQLSchema,
} from 'graphql';

/**
 * The schema as SDL, the same text for the same schema whatever the order in which the code was loaded: definitions
 * by name. Fields and arguments keep their order, since it says which of several faults is answered.
 */
export function printThingstoreSchema(schema: GraphQLSchema): string {
  const document = parse(printSchema(schema));
  const definitions = [...document.definitions].sort((one, other) => compareText(sortKey(one), sortKey(other)));
  return `${print({ ...document, definitions })}\n`;
}

/** Directives first, then types. */
function sortKey(definition: DefinitionNode): string {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) return `@${definition.name.value}`;
  return isTypeDefinitionNode(definition) ? definition.name.value : '';
}

/** By code unit: the same on every machine, whatever its language. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
