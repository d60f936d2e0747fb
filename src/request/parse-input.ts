import type { z } from 'zod';
import { InvalidArguments } from '../errors/invalid-arguments.js';
import { PropertyRequired } from '../errors/property-required.js';

/**
 * What was sent, as the schema has it. Errors: PROPERTY_REQUIRED and INVALID_ARGUMENTS, with the first property at fault.
 * @param whole what the value is called when no property of it is at fault
 */
export function parseInput<Parsed>(schema: z.ZodType<Parsed>, value: unknown, whole = 'body'): Parsed {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const property = unknown?.slice(0, 100) ?? issue?.path.find((part) => typeof part === 'string') ?? whole;
  if (issue?.code === 'invalid_type' && isAbsent(value, issue.path)) throw new PropertyRequired(property);
  throw new InvalidArguments(property, `The property ${property} cannot be taken. ${issue?.message ?? ''}.`);
}

function isAbsent(value: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>((at, key) => (at as Readonly<Record<PropertyKey, unknown>> | null)?.[key], value);
  return path.length > 0 && found === undefined;
}
