import { InvalidArguments } from '../errors/invalid-arguments.js';

const LONGEST = 100;

/**
 * The locale and all that are less specific, as BCP 47 writes them: zh-Hant-TW, zh-Hant, zh (RFC 4647, look-up).
 * Errors: INVALID_ARGUMENTS with the property.
 */
export function localeChain(locale: string, property: string): readonly string[] {
  const subtags = canonical(locale, property).split('-');
  const chain: string[] = [];
  while (subtags.length > 0) {
    // A single letter begins an extension: alone it says nothing.
    if (subtags.at(-1)?.length !== 1) chain.push(subtags.join('-'));
    subtags.pop();
  }
  return chain;
}

function canonical(locale: string, property: string): string {
  const [tag] = locale.length > LONGEST ? [] : canonicalTags(locale);
  if (tag === undefined) {
    throw new InvalidArguments(property, `A locale is a tag of BCP 47, for example fr-CA, of at most 100 characters.`);
  }
  return tag;
}

function canonicalTags(locale: string): readonly string[] {
  try {
    return Intl.getCanonicalLocales(locale);
  } catch (cause) {
    if (cause instanceof RangeError) return [];
    throw cause;
  }
}
