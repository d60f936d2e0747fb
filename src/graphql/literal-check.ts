import {
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  type ObjectValueNode,
  type ValueNode,
} from 'graphql';
import { complaintFor } from './input-complaint.js';
import { invalidAt, requiredAt, within, type InputPlace } from './input-place.js';
import { findLiteralFlaw } from './literal-flaw.js';
import type { Expectation, OperationVariables } from './operation-variables.js';

/**
 * Holds a value as the document writes it, with the variables in it, against the type that is asked where it stands.
 * Calls itself for each level: the nesting of the document was measured before. Errors: PROPERTY_REQUIRED,
 * INVALID_ARGUMENTS.
 */
export class LiteralCheck {
  constructor(
    private readonly variables: OperationVariables,
    private readonly maximumDepth: number,
  ) {}

  check(node: ValueNode, expected: Expectation, place: InputPlace): void {
    if (node.kind === Kind.VARIABLE) {
      this.variables.checkUse(node.name.value, expected, place);
    } else if (isNonNullType(expected.type)) {
      if (node.kind === Kind.NULL) throw requiredAt(place);
      this.checkValue(node, expected.type.ofType, place);
    } else if (node.kind !== Kind.NULL) {
      this.checkValue(node, expected.type, place);
    }
  }

  private checkValue(node: ValueNode, type: GraphQLInputType, place: InputPlace): void {
    if (isListType(type)) {
      this.checkList(node, type.ofType, place);
    } else if (isInputObjectType(type)) {
      if (node.kind !== Kind.OBJECT) throw invalidAt(place, complaintFor(type));
      this.checkObject(node, type, place);
    } else if (isLeafType(type)) {
      this.checkLeaf(node, type, place);
    }
  }

  private checkList(node: ValueNode, type: GraphQLInputType, place: InputPlace): void {
    if (node.kind !== Kind.LIST) {
      // A single value stands for a list of one.
      this.check(node, { type, hasDefault: false }, place);
      return;
    }
    for (const [index, item] of node.values.entries()) {
      this.check(item, { type, hasDefault: false }, within(place, index));
    }
  }

  private checkObject(node: ObjectValueNode, type: GraphQLInputObjectType, place: InputPlace): void {
    const given = new Map(node.fields.map((field) => [field.name.value, field.value]));
    const fields = type.getFields();
    for (const field of Object.values(fields)) {
      const value = given.get(field.name);
      if (value !== undefined) {
        const expected = { type: field.type, hasDefault: field.defaultValue !== undefined };
        this.check(value, expected, within(place, field.name));
      } else if (isRequiredInputField(field)) {
        throw requiredAt(within(place, field.name));
      }
    }
    for (const name of given.keys()) {
      if (!Object.hasOwn(fields, name)) throw invalidAt(within(place, name), `is no property of ${type.name}`);
    }
  }

  private checkLeaf(node: ValueNode, type: GraphQLLeafType, place: InputPlace): void {
    const { reason, variables } = findLiteralFlaw(node, this.maximumDepth);
    if (reason !== undefined) throw invalidAt(place, reason);
    for (const name of variables) this.variables.checkUse(name, { type, hasDefault: true }, place);
    let value: unknown;
    try {
      value = type.parseLiteral(node, this.variables.coerced);
    } catch (error) {
      throw invalidAt(place, complaintFor(type, error));
    }
    if (value === undefined) throw invalidAt(place, complaintFor(type));
  }
}
