import { InvalidArguments } from '../errors/invalid-arguments.js';

const CONTENTS = ['data', 'text', 'file'] as const;

type ContentName = (typeof CONTENTS)[number];

/** Which content is given: exactly one. Errors: INVALID_ARGUMENTS data, with the names in params. */
export function givenContent(input: Readonly<Partial<Record<ContentName, unknown>>>): ContentName {
  const given = CONTENTS.filter((name) => input[name] != null);
  const [only] = given;
  if (only !== undefined && given.length === 1) return only;
  throw new InvalidArguments('data', 'Give exactly one of data, text and file.', { properties: CONTENTS, given });
}
