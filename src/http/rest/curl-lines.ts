import type { RestBody, RestDescription } from './rest-operation.js';
import type { SchemaComponents } from './schema-components.js';

const AUTHORIZATION = { THING: 'Thing $KEY', ACCOUNT: 'Bearer $TOKEN' } as const;

/** The operation as one asks it in a shell: once for each form of its body. */
export function curlLines(operation: RestDescription, schemas: SchemaComponents): readonly string[] {
  const { body = {} } = operation;
  const bodies = Object.entries(body).map(([type, content]) => bodyOptions(type, { content, operation, schemas }));
  return (bodies.length === 0 ? [[]] : bodies).map((options) => line(operation, options));
}

function line(operation: RestDescription, bodyOptions: readonly string[]): string {
  const { method, credential, answers } = operation;
  const sends = bodyOptions.length > 0;
  const byDefault = sends ? 'post' : 'get';
  const keepsBytes = Object.values(answers).some(({ content }) => content === 'BYTES');
  const parts = [
    'curl -sf',
    ...(method === byDefault ? [] : [`-X ${method.toUpperCase()}`]),
    ...(credential === null ? [] : [`-H "Authorization: ${AUTHORIZATION[credential]}"`]),
    ...bodyOptions,
    ...(keepsBytes ? [`-o ${nameIn(operation)}`] : []),
    `"$URL${filled(operation)}"`,
  ];
  const whole = parts.join(' ');
  return whole.length <= 110 ? whole : parts.join(' \\\n  ');
}

interface BodyParts {
  readonly content: RestBody[string];
  readonly operation: RestDescription;
  readonly schemas: SchemaComponents;
}

function bodyOptions(type: string, { content: { schema, form }, operation, schemas }: BodyParts): readonly string[] {
  const example = JSON.stringify(schemas.exampleOf(schema, 'input') ?? {});
  if (form === undefined) return [`-H 'Content-Type: ${type}'`, `-d '${example}'`];
  return [`-F 'file=@${nameIn(operation)}'`, `-F '${form.properties}=${example}'`];
}

/** Of the file that goes or comes. */
function nameIn({ parameters = {} }: RestDescription): string {
  return parameters['name']?.example ?? 'sensor-data.csv';
}

function filled({ path, parameters = {} }: RestDescription): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name]?.example ?? name));
}
