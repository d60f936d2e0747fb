import { Router } from 'express';
import { requireStillKnown, type DoorParts } from '../authenticate.js';
import { fileAliases, fileOperations, READ_ONLY_PATHS } from './file-operations.js';
import { FileHandlers, type FileHandling } from './file-handlers.js';
import { openApiDocument } from './openapi.js';
import { restDescriptions } from './rest-descriptions.js';
import { servedBy } from './rest-operation.js';
import { restRoutes } from './rest-routes.js';

export interface RestParts<Sent> extends DoorParts, Omit<FileHandling<Sent>, 'stillKnown' | 'body'> {
  readonly publicUrl: () => string;
  readonly version: string;
}

/** The REST routes, and /openapi.json, which describes them. */
export function restDoor<Sent>(parts: RestParts<Sent>): Router {
  const { schemas } = parts.door;
  const files = fileOperations(schemas);
  const handlers = new FileHandlers({
    ...parts,
    stillKnown: (request) => requireStillKnown(request, parts.authentication),
  });
  const operations = servedBy([...files, ...fileAliases(files)], handlers);
  const document = openApiDocument(restDescriptions({ files: schemas }), parts);
  const route = Router();
  route.get('/openapi.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').json({ ...document, servers: [{ url: parts.publicUrl() }] });
  });
  route.use(restRoutes(parts, { operations, readOnly: READ_ONLY_PATHS }));
  return route;
}
