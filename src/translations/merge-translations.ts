import { createHash } from 'node:crypto';
import type { Translations } from './translations.entity.js';

type Words = Readonly<Record<string, unknown>>;

/** What one locale says. */
export interface Spoken {
  readonly locale: string;
  readonly data: Words;
}

/** @param spoken the most specific locale first */
export function mergeTranslations(spoken: readonly Spoken[]): Translations {
  return {
    data: spoken.reduceRight<Record<string, unknown>>((words, { data }) => merged(words, data), {}),
    locales: spoken.map(({ locale }) => locale),
    // The members of jsonb come in one order, whatever the order in which they were written.
    version: createHash('sha256')
      .update(JSON.stringify(spoken.map(({ locale, data }) => [locale, data])))
      .digest('base64url'),
  };
}

/** Values are at most 64 levels deep, so this may call itself. */
function merged(general: Words, specific: Words): Record<string, unknown> {
  const words = new Map(Object.entries(general));
  for (const [name, value] of Object.entries(specific)) {
    const before = words.get(name);
    words.set(name, isObject(before) && isObject(value) ? merged(before, value) : value);
  }
  return Object.fromEntries(words);
}

function isObject(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
