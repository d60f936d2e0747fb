import { z } from 'zod';

/** One environment variable. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** What it is when the environment does not say, as it would be written there. */
  readonly fallback?: string;
  /** What the page shows as the default when there is no fixed one. */
  readonly otherwise?: string;
  /** Its value is never shown. */
  readonly isSecret?: boolean;
  readonly description: string;
}

/** A setting with a default. */
export function given<Schema extends z.ZodType>(fallback: string, schema: Schema, description: string) {
  return { schema: z.preprocess((text) => text ?? fallback, schema), fallback, description };
}

/** A setting that may be left out; `otherwise` says what happens then. */
export function optional<Schema extends z.ZodType>(otherwise: string, schema: Schema, description: string) {
  return { schema: schema.optional(), otherwise, description };
}

export function secret<Kind extends Setting>(setting: Kind): Kind & { readonly isSecret: true } {
  return { ...setting, isSecret: true };
}
