import { visit, type DocumentNode } from 'graphql';
import { Forbidden } from '../errors/forbidden.js';

/** What asks for the schema. `__typename` tells of the answer alone. */
const INTROSPECTION_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Refuses a document that asks for the schema, in whatever operation or fragment. Errors: FORBIDDEN. */
export function checkIntrospection(document: DocumentNode): void {
  visit(document, {
    Field: ({ name }) => {
      if (INTROSPECTION_FIELDS.has(name.value)) {
        throw new Forbidden('This server does not tell its schema: introspection is off (INTROSPECTION).');
      }
    },
  });
}
