import assert from 'node:assert/strict';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';

type Json = Readonly<Record<string, unknown>>;

/** An operation as /openapi.json describes it. */
export interface DocumentedOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly security: readonly Json[];
  readonly parameters: readonly { readonly name: string; readonly in: 'path' | 'query' }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
  /** By status. */
  readonly responses: Readonly<Record<string, unknown>>;
}

interface DocumentedAnswer {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

interface DocumentedHeader {
  readonly required?: boolean;
  readonly schema: Json;
}

/** /openapi.json of a server, as programs read it. */
export class RestDocument {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(readonly whole: Json) {
    addFormats.default(this.ajv);
    this.ajv.addSchema(strictly(whole) as Json, 'document', undefined, false);
  }

  static async of(url: string): Promise<RestDocument> {
    const response = await fetch(`${url}/openapi.json`);
    assert.equal(response.status, 200);
    return new RestDocument((await response.json()) as Json);
  }

  get operations(): readonly DocumentedOperation[] {
    const paths = this.whole['paths'] as Readonly<
      Record<string, Readonly<Record<string, Partial<DocumentedOperation>>>>
    >;
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, said]) => ({
        ...{ method: method.toUpperCase(), path, parameters: [], security: [], responses: {}, operationId: '' },
        ...said,
      })),
    );
  }

  operation(id: string): DocumentedOperation {
    const found = this.operations.find(({ operationId }) => operationId === id);
    assert.ok(found !== undefined, `${id} is not described`);
    return found;
  }

  /** Every reference in the document. */
  get references(): readonly string[] {
    return [...JSON.stringify(this.whole).matchAll(/"\$ref":"([^"]*)"/g)].map((match) => match[1] ?? '');
  }

  /** What a reference leads to; undefined when it leads nowhere. */
  at(reference: string): unknown {
    const names = reference.replace(/^#\//, '').split('/');
    return names
      .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((value, name) => (value as Json | undefined)?.[name], this.whole);
  }

  /** Fails unless the answer is one that the document gives for its status: body, type and headers. */
  check(operation: DocumentedOperation, answer: { readonly response: Response; readonly body: string }): void {
    const { response, body } = answer;
    const where = `#/paths/${pointer(operation.path)}/${operation.method.toLowerCase()}/responses/${response.status.toString()}`;
    const what = `${operation.operationId} answered ${response.status.toString()} ${body}`;
    const { value: described, pointer: from } = this.followed(where);
    assert.ok(described !== undefined, `${what}, which is not described`);
    const { headers = {}, content } = described as DocumentedAnswer;
    for (const name of Object.keys(headers)) {
      const { required = false, schema } = this.followed(`${from}/headers/${name}`).value as DocumentedHeader;
      const sent = response.headers.get(name);
      assert.ok(sent !== null || !required, `${what} without the header ${name}`);
      if (sent !== null) assert.ok(this.ajv.validate(schema, schema['type'] === 'integer' ? Number(sent) : sent), name);
    }
    if (content === undefined) {
      assert.equal(body, '', what);
      return;
    }
    const type = response.headers.get('content-type') ?? '';
    if ('*/*' in content) assert.match(type, /^[\w.+-]+\/[\w.+-]+/, what);
    else {
      assert.match(type, /^application\/json\b/, what);
      this.checkJson(`${from}/content/${pointer('application/json')}/schema`, JSON.parse(body), what);
    }
  }

  /** Fails unless this may be sent as the JSON body of the operation. */
  checkSent({ path, method, operationId }: DocumentedOperation, value: unknown): void {
    const at = `#/paths/${pointer(path)}/${method.toLowerCase()}/requestBody/content/${pointer('application/json')}/schema`;
    this.checkJson(at, value, `${operationId} was sent ${JSON.stringify(value)}`);
  }

  private checkJson(at: string, value: unknown, what: string): void {
    const check = this.ajv.compile({ $ref: `document${at}` });
    assert.ok(check(value), `${what}: ${this.ajv.errorsText(check.errors)}`);
  }

  private followed(reference: string): { readonly value: unknown; readonly pointer: string } {
    const value = this.at(reference);
    const next = typeof value === 'object' && value !== null ? (value as Json)['$ref'] : undefined;
    return typeof next === 'string' ? this.followed(next) : { value, pointer: reference };
  }
}

function pointer(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** Clients are told that more may come one day; today nothing is answered that is not described. */
function strictly(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictly);
  if (typeof value !== 'object' || value === null) return value;
  const all = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, strictly(member)]));
  const isShape = all['type'] === 'object' && all['properties'] !== undefined;
  return isShape ? { additionalProperties: false, ...all } : all;
}
