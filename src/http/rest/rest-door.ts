import { Router, type Request } from 'express';
import { Unauthenticated } from '../../errors/unauthenticated.js';
import type { DoorParts } from '../authenticate.js';
import { exchangeOf } from '../exchange.js';
import { fileAliases, fileOperations, READ_ONLY_PATHS } from './file-operations.js';
import type { FileHandling } from './file-handlers.js';
import { openApiDocument } from './openapi.js';
import { restRoutes } from './rest-routes.js';

export interface RestParts<Sent> extends DoorParts, Omit<FileHandling<Sent>, 'stillKnown' | 'body'> {
  readonly publicUrl: () => string;
  readonly version: string;
}

/** The REST routes, and /openapi.json, which describes them. */
export function restDoor<Sent>(parts: RestParts<Sent>): Router {
  const operations = fileOperations({ ...parts, stillKnown: stillKnown(parts) });
  const served = { operations: [...operations, ...fileAliases(operations)], readOnly: READ_ONLY_PATHS };
  const route = Router();
  route.get('/openapi.json', (_request, response) => {
    const { version, publicUrl } = parts;
    response.set('Cache-Control', 'no-cache').json(openApiDocument(operations, { version, url: publicUrl() }));
  });
  route.use(restRoutes(parts, served));
  return route;
}

function stillKnown({ authentication }: DoorParts) {
  return async (request: Request): Promise<void> => {
    const { viewer } = exchangeOf(request);
    const caller = { viewer, apiKey: null };
    const withdrawn = await authentication.withdrawn([caller]);
    if (withdrawn.has(caller))
      throw new Unauthenticated('The credential was withdrawn while the request was under way.');
  };
}
