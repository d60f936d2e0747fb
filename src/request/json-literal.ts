import { Kind, type ValueNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>> | null | undefined;

/**
 * The JSON value that a literal writes. As everywhere in GraphQL, a variable that was not given is left out of an
 * object and null in a list; a word without quotes is an enum value, not JSON. @returns undefined for what is none
 */
export function jsonFromLiteral(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return listFrom(node.values, variables);
    case Kind.OBJECT: {
      const entries = node.fields.map(({ name, value }) => [name.value, value] as const);
      return objectFrom(entries, variables);
    }
    case Kind.VARIABLE:
      return variables?.[node.name.value];
    case Kind.ENUM:
      return undefined;
  }
}

function listFrom(nodes: readonly ValueNode[], variables: Variables): unknown[] | undefined {
  const list: unknown[] = [];
  for (const node of nodes) {
    const value = jsonFromLiteral(node, variables);
    if (value === undefined && node.kind !== Kind.VARIABLE) return undefined;
    list.push(value ?? null);
  }
  return list;
}

function objectFrom(entries: readonly (readonly [string, ValueNode])[], variables: Variables): object | undefined {
  const object: Record<string, unknown> = {};
  for (const [name, node] of entries) {
    const value = jsonFromLiteral(node, variables);
    if (value !== undefined) object[name] = value;
    else if (node.kind !== Kind.VARIABLE) return undefined;
  }
  return object;
}
