/** The parameters of a signed link, each as the text in its query; null where the link has none. */
export interface LinkParameters {
  readonly method: string | null;
  /** Milliseconds since 1970. */
  readonly expires: string | null;
  readonly type: string | null;
  readonly disposition: string | null;
  readonly filename: string | null;
  readonly limit: string | null;
  readonly upload: string | null;
  /** The number of a part. */
  readonly part: string | null;
}

const NAMES = ['method', 'expires', 'type', 'disposition', 'filename', 'limit', 'upload', 'part'] as const;
const SIGNATURE = 'signature';
const KNOWN: ReadonlySet<string> = new Set([...NAMES, SIGNATURE]);

/** What is signed: a JSON list of fixed order and length, so that no two links have the same text. */
export function canonicalLink(key: string, parameters: LinkParameters): string {
  return JSON.stringify(['thingstore link 2', key, ...NAMES.map((name) => parameters[name])]);
}

/** The query of a link, its signature last. */
export function writeLinkQuery(parameters: LinkParameters, signature: string): string {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = parameters[name];
    if (value !== null) query.set(name, value);
  }
  query.set(SIGNATURE, signature);
  return query.toString();
}

/** Reads a query; null when a parameter is unknown or comes twice, since nobody signed that. */
export function readLinkQuery(
  text: string,
): { readonly parameters: LinkParameters; readonly signature: string } | null {
  const query = new URLSearchParams(text);
  const names = [...query.keys()];
  const signature = query.get(SIGNATURE);
  if (signature === null || new Set(names).size !== names.length || !names.every((name) => KNOWN.has(name)))
    return null;
  const parameters = {
    method: query.get('method'),
    expires: query.get('expires'),
    type: query.get('type'),
    disposition: query.get('disposition'),
    filename: query.get('filename'),
    limit: query.get('limit'),
    upload: query.get('upload'),
    part: query.get('part'),
  };
  return { parameters, signature };
}
