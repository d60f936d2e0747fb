import { InvalidArguments } from '../errors/invalid-arguments.js';

/** Longer than eight parts can be. */
const LONGEST = 100;
/** Language, script, region and some variants; each is a look of its own. */
const MOST_SUBTAGS = 8;

/**
 * The locale and all that are less specific, as BCP 47 writes them: zh-Hant-TW, zh-Hant, zh (RFC 4647, look-up).
 * Errors: INVALID_ARGUMENTS with the property.
 */
export function localeChain(locale: string, property: string): readonly string[] {
  const subtags = canonical(locale, property).split('-');
  if (subtags.length > MOST_SUBTAGS) {
    throw new InvalidArguments(
      property,
      `A locale has at most ${MOST_SUBTAGS.toString()} parts, such as zh-Hant-TW has three.`,
    );
  }
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
    throw new InvalidArguments(property, `A locale is a tag of BCP 47, for example fr-CA.`);
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
