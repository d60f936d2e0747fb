import type { DocumentedOperation } from './rest-document.js';

/** What is sent to an operation beside who asks. */
export interface RestSent {
  /** Parameters of the path, as they are. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** With its question mark. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: SentBody;
}

type SentBody =
  | { readonly json: unknown }
  | { readonly text: string }
  | {
      readonly file?: { readonly name: string; readonly text: string };
      readonly fields?: Readonly<Record<string, string>>;
    };

export interface RestAnswered {
  readonly response: Response;
  readonly body: string;
}

/** Sends a request to a described operation: real HTTP. */
export async function sendTo(
  { method, path }: DocumentedOperation,
  from: { readonly url: string; readonly authorization: string | null },
  { parameters = {}, query = '', headers = {}, body }: RestSent,
): Promise<RestAnswered> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? name));
  const response = await fetch(`${from.url}${filled}${query}`, {
    method,
    headers: {
      ...(from.authorization === null ? {} : { authorization: from.authorization }),
      ...(body !== undefined && 'json' in body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: written(body) }),
  });
  return { response, body: await response.text() };
}

function written(body: SentBody): string | FormData {
  if ('json' in body) return JSON.stringify(body.json);
  if ('text' in body) return body.text;
  const form = new FormData();
  if (body.file !== undefined) form.set('file', new Blob([body.file.text], { type: 'text/csv' }), body.file.name);
  for (const [name, value] of Object.entries(body.fields ?? {})) form.set(name, value);
  return form;
}
