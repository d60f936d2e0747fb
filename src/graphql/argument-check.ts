import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type DirectiveNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from './fragments.js';
import { requiredAt, rootPlace, within, type InputPlace } from './input-place.js';
import type { LiteralCheck } from './literal-check.js';

/** The type whose fields are selected; undefined where validation will refuse what is selected. */
type SelectedFrom = GraphQLNamedType | null | undefined;

/**
 * Holds every argument of an operation against what the schema asks for: fields in the order of the document, arguments
 * and properties in the order of the schema; the first that is at fault is thrown. What is unknown to the schema is
 * passed over, and so is introspection: validation speaks of it. Errors: PROPERTY_REQUIRED, INVALID_ARGUMENTS.
 */
export class ArgumentCheck {
  private readonly walkedFragments = new Set<string>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly literals: LiteralCheck,
  ) {}

  checkOperation(operation: OperationDefinitionNode): void {
    const type = this.schema.getRootType(operation.operation);
    this.checkDirectives(operation.directives, undefined);
    this.checkSelections(operation.selectionSet, type, undefined);
  }

  private checkSelections(
    selectionSet: SelectionSetNode | undefined,
    type: SelectedFrom,
    place: InputPlace | undefined,
  ): void {
    for (const selection of selectionSet?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        this.checkField(selection, type, place);
        continue;
      }
      this.checkDirectives(selection.directives, place);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition;
        const inner = condition === undefined ? type : this.schema.getType(condition.name.value);
        this.checkSelections(selection.selectionSet, inner, place);
      } else {
        this.checkFragment(selection.name.value, place);
      }
    }
  }

  /** Once is enough: a fragment is of one type and has the operation's variables wherever it is spread. */
  private checkFragment(name: string, place: InputPlace | undefined): void {
    const fragment = this.fragments.get(name);
    if (fragment === undefined || this.walkedFragments.has(name)) return;
    this.walkedFragments.add(name);
    this.checkSelections(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value), place);
  }

  private checkField(node: FieldNode, type: SelectedFrom, outer: InputPlace | undefined): void {
    const name = node.name.value;
    const place = placeIn(outer, node.alias?.value ?? name);
    this.checkDirectives(node.directives, place);
    if (name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) return;
    const field = type.getFields()[name];
    if (field === undefined) return;
    this.checkArguments(field.args, node, place);
    const fieldType = getNamedType(field.type);
    if (isCompositeType(fieldType)) this.checkSelections(node.selectionSet, fieldType, place);
  }

  private checkDirectives(directives: readonly DirectiveNode[] | undefined, place: InputPlace | undefined): void {
    for (const node of directives ?? []) {
      const directive = this.schema.getDirective(node.name.value);
      if (directive) this.checkArguments(directive.args, node, placeIn(place, `@${directive.name}`));
    }
  }

  private checkArguments(args: readonly GraphQLArgument[], node: FieldNode | DirectiveNode, place: InputPlace): void {
    for (const argument of args) {
      const given = node.arguments?.find((candidate) => candidate.name.value === argument.name);
      if (given !== undefined) {
        const expected = { type: argument.type, hasDefault: argument.defaultValue !== undefined };
        this.literals.check(given.value, expected, within(place, argument.name));
      } else if (isRequiredArgument(argument)) {
        throw requiredAt(within(place, argument.name));
      }
    }
  }
}

function placeIn(outer: InputPlace | undefined, key: string): InputPlace {
  return outer === undefined ? rootPlace(key) : within(outer, key);
}
