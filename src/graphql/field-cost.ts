import type { GraphQLField } from 'graphql';

/**
 * What a field adds to the cost of an operation. A field of the schema says so with type-graphql's `@Extensions`, such
 * as `@Extensions({ atMost: 100 })`.
 */
export interface FieldCost {
  /** What it counts itself, beside the objects that it answers with: for fields that take a statement of their own. */
  readonly weight: number;
  /** How many objects a list holds that is no page. */
  readonly atMost: number;
  /** The argument that it answers one for one: a list of as many objects. */
  readonly oneFor: string | undefined;
}

const LIST_SIZE = 10;

export function costRulesOf({ extensions }: GraphQLField<unknown, unknown>): FieldCost {
  const { weight, atMost, oneFor }: Readonly<Record<string, unknown>> = extensions;
  return {
    weight: typeof weight === 'number' ? weight : 0,
    atMost: typeof atMost === 'number' ? atMost : LIST_SIZE,
    oneFor: typeof oneFor === 'string' ? oneFor : undefined,
  };
}
