import { InvalidArguments } from '../errors/invalid-arguments.js';

declare const checked: unique symbol;

/** A MIME type as we keep it: `image/png`, `text/plain; charset=utf-8`. At most 255 characters. */
export type MimeType = string & { readonly [checked]: 'MimeType' };

const LONGEST = 255;
const NAME = '[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}';
const TYPE = new RegExp(`^${NAME}/${NAME}$`);
const TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
/** One parameter, its value plain or quoted; quoted values may hold any visible ASCII and spaces. */
const PARAMETER = new RegExp(`;[ \\t]*(?:(${TOKEN})=(${TOKEN}|"(?:[ !#-\\[\\]-~]|\\\\[ -~])*")[ \\t]*)?`, 'y');

/** Takes `type/subtype; name=value`: type and names in lower case, values as given. Else InvalidArguments, type. */
export function parseMimeType(text: string): MimeType {
  if (text.length > LONGEST) throw notMimeType();
  const end = text.indexOf(';');
  const type = (end === -1 ? text : text.slice(0, end)).trim();
  if (!TYPE.test(type)) throw notMimeType();
  const mimeType = [type.toLowerCase(), ...(end === -1 ? [] : parametersOf(text, end))].join('; ');
  // Spaces are put in where there were none.
  if (!isShort(mimeType)) throw notMimeType();
  return mimeType;
}

function parametersOf(text: string, start: number): readonly string[] {
  const parameters: string[] = [];
  PARAMETER.lastIndex = start;
  while (PARAMETER.lastIndex < text.length) {
    const match = PARAMETER.exec(text);
    if (match === null) throw notMimeType();
    const [, name, value] = match;
    if (name !== undefined && value !== undefined) parameters.push(`${name.toLowerCase()}=${value}`);
  }
  return parameters;
}

function isShort(text: string): text is MimeType {
  return text.length <= LONGEST;
}

function notMimeType(): InvalidArguments {
  return new InvalidArguments(
    'type',
    `A type is a MIME type of at most ${LONGEST.toString()} characters, for example image/jpeg.`,
  );
}
