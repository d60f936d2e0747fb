/** An answer as it comes over a line, or out of curl -i. */
export interface HttpText {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const END_OF_HEAD = '\r\n\r\n';

/** Reads the text of one answer; "100 Continue" before it is passed over. */
export function readHttpText(bytes: Buffer): HttpText {
  const end = bytes.indexOf(END_OF_HEAD);
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})\b/.exec(first)?.[1]);
  if (end === -1 || Number.isNaN(status)) throw new Error(`This is no answer of HTTP: ${bytes.toString()}`);
  const body = bytes.subarray(end + END_OF_HEAD.length);
  if (status === 100) return readHttpText(body);
  return { status, headers: Object.fromEntries(lines.map(headerOf)), body };
}

/** The body as JSON. */
export function jsonOf({ body }: HttpText): unknown {
  return JSON.parse(body.toString());
}

function headerOf(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
