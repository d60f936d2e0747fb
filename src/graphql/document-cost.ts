import {
  getNamedType,
  getNullableType,
  getIntrospectionQuery,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  parse,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { tooLarge } from './document-limits.js';
import { costRulesOf } from './field-cost.js';
import { fragmentsOf, type Fragments } from './fragments.js';
import { OperationVariables } from './operation-variables.js';
import { DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE } from '../paging/page-request.js';

interface CostParts {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** Checked where they are used. */
  readonly variables: OperationVariables;
}

/** What a selection set can answer with for one object. */
interface Cost {
  /** Objects, and what fields weigh. */
  readonly once: number;
  /** The same for each entry of the page, where the object is a connection. */
  readonly perEntry: number;
  /** Objects of the schema: they have a limit of their own. */
  readonly introspection: number;
}

const NOTHING: Cost = { once: 0, perEntry: 0, introspection: 0 };
/** Of a connection: the fields that hold one object for each entry of the page. */
const ENTRIES: ReadonlySet<string> = new Set(['nodes', 'edges']);
/** How much more than the usual introspection may be asked for. */
const INTROSPECTION_SHARE = 2;

/**
 * Refuses an operation that can answer with more objects than the limit: every object counts one, and what is below a
 * page or a list counts for each of its entries. Fields that are selected twice count twice, and so do those that
 * @include leaves out. Takes time linear in the document, however its fragments are doubled. Errors: INVALID_ARGUMENTS.
 */
export function checkCost(parts: CostParts, limit: number): void {
  const { once: cost, introspection } = costOf(parts);
  if (cost > limit) {
    throw tooLarge(
      `The operation can return ${cost.toString()} objects; at most ${limit.toString()} are allowed. ` +
        'Ask for smaller pages (first), for less below them, or in several requests.',
      { cost, limit },
    );
  }
  if (introspection === 0) return;
  const introspectionLimit = INTROSPECTION_SHARE * usualIntrospectionOf(parts.schema);
  if (introspection > introspectionLimit) {
    throw tooLarge('The operation asks for much more of the schema than introspection does. Ask for less of it.', {
      cost: introspection,
      limit: introspectionLimit,
    });
  }
}

function costOf(parts: CostParts): Cost {
  const { schema, operation } = parts;
  const survey = new CostSurvey(parts);
  const { once, introspection } = survey.costOf(operation.selectionSet, schema.getRootType(operation.operation));
  return { once: safe(once), perEntry: 0, introspection: safe(introspection) };
}

const usualIntrospections = new WeakMap<GraphQLSchema, number>();

/** Measured with the same measure, so that it is right for each schema. */
function usualIntrospectionOf(schema: GraphQLSchema): number {
  const known = usualIntrospections.get(schema);
  if (known !== undefined) return known;
  const all = { specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true };
  const document = parse(getIntrospectionQuery({ ...all, schemaDescription: true }));
  let usual = 0;
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const variables = new OperationVariables(schema, operation, {});
    usual = costOf({ schema, operation, fragments: fragmentsOf(document), variables }).introspection;
  }
  usualIntrospections.set(schema, usual);
  return usual;
}

class CostSurvey {
  /** Of each fragment once: without it, fragments that spread the next one twice take exponential time. */
  private readonly known = new Map<string, Cost>();

  constructor(private readonly parts: CostParts) {}

  costOf(selectionSet: SelectionSetNode | undefined, type: GraphQLNamedType | null | undefined): Cost {
    let sum = NOTHING;
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        sum = together(sum, this.costOfField(selection, type));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        const inner = condition === undefined ? type : this.parts.schema.getType(condition.name.value);
        sum = together(sum, this.costOf(selection.selectionSet, inner));
      } else {
        sum = together(sum, this.costOfFragment(selection.name.value));
      }
    }
    return sum;
  }

  private costOfFragment(name: string): Cost {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    // A fragment that spreads itself counts as nothing here: validation refuses it.
    this.known.set(name, NOTHING);
    const fragment = this.parts.fragments.get(name);
    if (fragment === undefined) return NOTHING;
    const cost = this.costOf(fragment.selectionSet, this.parts.schema.getType(fragment.typeCondition.name.value));
    this.known.set(name, cost);
    return cost;
  }

  private costOfField(node: FieldNode, type: GraphQLNamedType | null | undefined): Cost {
    const field = this.fieldOf(node.name.value, type);
    // What the schema does not know is refused by validation.
    if (field === undefined) return NOTHING;
    const { weight, atMost, oneFor } = costRulesOf(field);
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return { ...NOTHING, once: weight };
    const below = this.costOf(node.selectionSet, named);
    const pageSize = isConnection(named) ? this.pageSize(node) : 0;
    const each = 1 + below.once + pageSize * below.perEntry;
    const isList = isListType(getNullableType(field.type));
    const isOfPage = isConnection(type) && ENTRIES.has(field.name);
    if (isOfPage) return { ...below, once: weight, perEntry: each };
    const times = !isList ? 1 : oneFor === undefined ? atMost : this.lengthOf(node, oneFor);
    if (field === SchemaMetaFieldDef || field === TypeMetaFieldDef) return { ...NOTHING, introspection: each };
    return { once: weight + times * each, perEntry: 0, introspection: below.introspection };
  }

  private fieldOf(name: string, type: GraphQLNamedType | null | undefined): GraphQLField<unknown, unknown> | undefined {
    if (type === this.parts.schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  }

  /** What the resolver will make of it, or refuse. */
  private pageSize(node: FieldNode): number {
    const sizes = ['first', 'last'].map((name) => this.numberOf(node, name)).filter((size) => size !== null);
    const size = sizes.length === 0 ? DEFAULT_PAGE_SIZE : Math.max(...sizes);
    return Math.min(Math.max(size, 0), MAXIMUM_PAGE_SIZE);
  }

  private numberOf(node: FieldNode, name: string): number | null {
    const value = this.argument(node, name);
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind !== Kind.VARIABLE) return null;
    const given = this.parts.variables.valueOf(value.name.value);
    return typeof given === 'number' ? given : null;
  }

  private lengthOf(node: FieldNode, name: string): number {
    const value = this.argument(node, name);
    if (value?.kind === Kind.LIST) return value.values.length;
    const given = value?.kind === Kind.VARIABLE ? this.parts.variables.valueOf(value.name.value) : undefined;
    // A single value stands for a list of one.
    return Array.isArray(given) ? given.length : 1;
  }

  private argument(node: FieldNode, name: string): ValueNode | undefined {
    return node.arguments?.find((argument) => argument.name.value === name)?.value;
  }
}

/** Is it a page of a list, as Relay has it? */
function isConnection(type: GraphQLNamedType | null | undefined): boolean {
  return isObjectType(type) && type.name.endsWith('Connection') && type.getFields()['pageInfo'] !== undefined;
}

function together(one: Cost, other: Cost): Cost {
  return {
    once: one.once + other.once,
    perEntry: one.perEntry + other.perEntry,
    introspection: one.introspection + other.introspection,
  };
}

function safe(cost: number): number {
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}
