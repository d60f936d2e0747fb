import { InvalidArguments } from '../../errors/invalid-arguments.js';

/** What may be said in parts of its own, and not only in the JSON of "metadata". */
export const OWN_FIELDS = ['class', 'format', 'time'] as const;

/** What the fields of a form say: the JSON of "metadata", and over it the fields of their own. Errors: INVALID_ARGUMENTS. */
export function readFormFields(fields: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const metadata = fields.get('metadata');
  const [fileClass, format, time] = OWN_FIELDS.map((name) => fields.get(name));
  return {
    ...(metadata === undefined ? {} : readObject(metadata)),
    ...(fileClass === undefined ? {} : { class: fileClass }),
    ...(format === undefined ? {} : { format }),
    ...(time === undefined ? {} : { time: readNumber(time) }),
  };
}

function readObject(json: string): object {
  const value = parsed(json);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InvalidArguments('metadata', 'The part metadata is one JSON object.');
}

function readNumber(text: string): unknown {
  const value = parsed(text.trim());
  if (typeof value === 'number') return value;
  throw new InvalidArguments('time', 'The part time is a number of seconds: 1710000000.25, say.');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
