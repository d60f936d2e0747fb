import {
  coerceInputValue,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  typeFromAST,
  valueFromAST,
  type ConstValueNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import type { ThingstoreError } from '../errors/thingstore-error.js';
import { complaintFor } from './input-complaint.js';
import { along, invalidAt, requiredAt, rootPlace, within, type InputPlace } from './input-place.js';
import { findJsonFlaw } from '../request/json-flaw.js';

/** What is asked of a value where it stands. */
export interface Expectation {
  readonly type: GraphQLInputType;
  /** Whether the place has a default for what is left out. */
  readonly hasDefault: boolean;
}

interface DeclaredVariable {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly defaultValue: ConstValueNode | undefined;
}

type ProvidedVariables = Readonly<Record<string, unknown>>;

/** The variables that came with an operation, held against their declarations when they are used. */
export class OperationVariables {
  readonly declared: ReadonlyMap<string, DeclaredVariable>;
  /** The values of the variables that were used so far, as graphql-js hands them to a scalar's `parseLiteral`. */
  readonly coerced: Record<string, unknown> = {};
  private readonly checked = new Set<string>();

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    private readonly provided: ProvidedVariables,
  ) {
    const declared = new Map<string, DeclaredVariable>();
    for (const { variable, type: typeNode, defaultValue } of operation.variableDefinitions ?? []) {
      const type = typeFromAST(schema, typeNode);
      // An unknown type, or one for output, is refused by validation.
      if (isInputType(type)) declared.set(variable.name.value, { name: variable.name.value, type, defaultValue });
    }
    this.declared = declared;
  }

  /** Refuses text, keys, numbers and depth that must not get any further, used or not. Errors: INVALID_ARGUMENTS. */
  checkJson(maximumDepth: number): void {
    // The object that holds the variables is one level more.
    const flaw = findJsonFlaw(this.provided, { maximumDepth: maximumDepth + 1, allowsInstances: true });
    if (flaw === undefined) return;
    const property = this.propertyAt(flaw.path);
    const { params } = invalidAt(along(rootPlace('variables'), flaw.path), flaw.reason);
    throw new InvalidArguments(property, `The value of ${property} ${flaw.reason}.`, params);
  }

  /** Whether nothing is given for this variable, neither with the request nor by its declaration. */
  isMissing(name: string): boolean {
    return !Object.hasOwn(this.provided, name) && this.declared.get(name)?.defaultValue === undefined;
  }

  /** What a variable holds where it is used, once that was checked; undefined when nothing is given. */
  valueOf(name: string): unknown {
    return Object.hasOwn(this.coerced, name) ? this.coerced[name] : undefined;
  }

  /** Checks a variable where it is used. Errors: PROPERTY_REQUIRED, INVALID_ARGUMENTS, both at that place. */
  checkUse(name: string, expected: Expectation, place: InputPlace): void {
    const variable = this.declared.get(name);
    if (variable === undefined) return;
    const isNullRefused = isNonNullType(variable.type) || isNonNullType(expected.type);
    if (this.isMissing(name)) {
      if (isNonNullType(variable.type) || (isNonNullType(expected.type) && !expected.hasDefault)) {
        throw requiredAt(place);
      }
    } else if (!Object.hasOwn(this.provided, name)) {
      if (isNullRefused && variable.defaultValue?.kind === Kind.NULL) throw requiredAt(place);
      this.coerced[name] = valueFromAST(variable.defaultValue, variable.type);
    } else {
      if (isNullRefused && isAbsent(this.provided[name])) throw requiredAt(place);
      this.coerce(variable, place);
    }
  }

  private coerce({ name, type }: DeclaredVariable, place: InputPlace): void {
    if (this.checked.has(name)) return;
    this.coerced[name] = coerceInputValue(this.provided[name], type, (path, value, error) => {
      throw refusal({ type: typeAt(type, path), value, error, place: along(place, path) });
    });
    this.checked.add(name);
  }

  /** The last name on the path that the types know: what is inside free JSON has no name of its own. */
  private propertyAt([name, ...path]: readonly (string | number)[]): string {
    let property = String(name ?? 'variables');
    let type = this.declared.get(property)?.type;
    for (const key of path) {
      if (typeof key === 'number') continue;
      const named = type === undefined ? undefined : getNamedType(type);
      type = isInputObjectType(named) ? named.getFields()[key]?.type : undefined;
      if (type === undefined) break;
      property = key;
    }
    return property.slice(0, 100);
  }
}

interface FailedCoercion {
  readonly type: GraphQLInputType;
  readonly value: unknown;
  readonly error: unknown;
  readonly place: InputPlace;
}

/** graphql-js tells of a missing or unknown property at the object around it, in schema order: which one is found here. */
function refusal({ type, value, error, place }: FailedCoercion): ThingstoreError {
  if (isAbsent(value)) return requiredAt(place);
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object' || Array.isArray(value)) {
    return invalidAt(place, complaintFor(type, error));
  }
  const fields = named.getFields();
  const given = new Map<string, unknown>(Object.entries(value));
  const missing = Object.values(fields).find(
    (field) => isRequiredInputField(field) && given.get(field.name) === undefined,
  );
  if (missing !== undefined) return requiredAt(within(place, missing.name));
  const unknown = [...given.keys()].find((name) => !Object.hasOwn(fields, name));
  return unknown === undefined
    ? invalidAt(place, complaintFor(type))
    : invalidAt(within(place, unknown), `is no property of ${named.name}`);
}

function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce((outer, key) => {
    const nullable = getNullableType(outer);
    if (typeof key === 'number') return isListType(nullable) ? nullable.ofType : outer;
    // A single value may stand for a list of one, so the object may be inside lists that the path does not name.
    const named = getNamedType(outer);
    return (isInputObjectType(named) ? named.getFields()[key]?.type : undefined) ?? outer;
  }, type);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
