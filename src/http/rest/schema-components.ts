import { z } from 'zod';

/** JSON, made to be written out. */
export type Json = Readonly<Record<string, unknown>>;

/** What values are read by, and what they are written by: defaults and conversions make the difference. */
type Direction = 'input' | 'output';

/**
 * The JSON Schemas of a document: those that have a name (`.meta({ id })`) once, among its components, others where they
 * are used.
 */
export class SchemaComponents {
  private readonly named = new Map<string, Json>();

  /** By name, in the order in which they were met. */
  get all(): Json {
    return Object.fromEntries(this.named);
  }

  /** The schema, or a reference to it. Throws when its name is that of another one. */
  add(schema: z.ZodType, io: Direction): Json {
    const { $defs = {}, ...whole } = z.toJSONSchema(schema, { io });
    for (const [name, definition] of Object.entries($defs)) this.keep(name, plain(definition, io));
    return plain(whole, io);
  }

  /** The properties of an object. */
  propertiesOf(schema: z.ZodType, io: Direction): Readonly<Record<string, Json>> {
    const { properties = {} } = this.whole(schema, io);
    return properties as Readonly<Record<string, Json>>;
  }

  /** The first of its examples. */
  exampleOf(schema: z.ZodType, io: Direction): unknown {
    const { examples = [] } = this.whole(schema, io);
    return (examples as readonly unknown[])[0];
  }

  /** The schema itself, whether it has a name or not. */
  private whole(schema: z.ZodType, io: Direction): Json {
    const whole = this.add(schema, io);
    const { $ref } = whole;
    const name = typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined;
    return (name === undefined ? whole : this.named.get(name)) ?? {};
  }

  private keep(name: string, definition: Json): void {
    const known = this.named.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`Two schemas are called ${name}.`);
    }
    this.named.set(name, definition);
  }
}

/** As one would write it by hand, which is what makers of clients take best. */
function plain(schema: Json, io: Direction): Json {
  const members = Object.entries(withNull(schema)).filter(([key, value]) => !saysNothing(key, value, io));
  return Object.fromEntries(members.map(([key, value]) => [key, written(key, value, io)]));
}

function written(key: string, value: unknown, io: Direction): unknown {
  if (key === '$ref' && typeof value === 'string') return value.replace('#/$defs/', '#/components/schemas/');
  if (key === 'properties') {
    const properties = Object.entries(value as Readonly<Record<string, Json>>);
    return Object.fromEntries(properties.map(([name, property]) => [name, plain(property, io)]));
  }
  if (key === 'items' || key === 'additionalProperties')
    return typeof value === 'object' ? plain(value as Json, io) : value;
  if (key === 'anyOf' || key === 'oneOf' || key === 'allOf')
    return (value as readonly Json[]).map((each) => plain(each, io));
  return value;
}

/** Which dialect it is the document says once for all; and clients do not fail when an answer says more one day. */
function saysNothing(key: string, value: unknown, io: Direction): boolean {
  if (key === '$schema') return true;
  const isUnbounded = key === 'maximum' && value === Number.MAX_SAFE_INTEGER;
  return (
    key === 'propertyNames' || isUnbounded || (io === 'output' && key === 'additionalProperties' && value === false)
  );
}

/** "This or null" is one type where it can be. */
function withNull(schema: Json): Json {
  const { anyOf, ...rest } = schema;
  const [given, nothing, ...more] = (anyOf ?? []) as readonly (Json | undefined)[];
  if (typeof given?.['type'] !== 'string' || nothing?.['type'] !== 'null' || more.length > 0) return schema;
  return { ...rest, ...given, type: [given['type'], 'null'] };
}
