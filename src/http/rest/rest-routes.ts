import { Router, type Request, type RequestHandler } from 'express';
import type { Viewer } from '../../auth/viewer.js';
import { authenticate, type DoorParts } from '../authenticate.js';
import { MethodNotAllowed } from '../error-answer.js';
import { exchangeOf } from '../exchange.js';
import { countOperations, whileCounted } from '../operation-count.js';
import { asAccount, asThing, type RestCredential } from './rest-credential.js';
import type { ReadOnlyPath, ServedOperation } from './rest-operation.js';

/** Serves operations: who is asking, how many are under way, then what is asked for. Other methods are told which there are. */
export function restRoutes(
  parts: DoorParts,
  served: { readonly operations: readonly ServedOperation[]; readonly readOnly: readonly ReadOnlyPath[] },
): Router {
  const route = Router({ caseSensitive: true });
  const paths = [...new Set(served.operations.map((operation) => operation.path))];
  for (const path of paths) {
    const operations = served.operations.filter((operation) => operation.path === path);
    const at = route.route(expressPath(path));
    for (const { method, door, credential, handle } of operations) {
      at[method](authenticate(parts, door), known(credential), countOperations(parts.operations), (request, response) =>
        whileCounted(request, () => handle({ request, response, viewer: viewerOf(request, credential) })),
      );
    }
    for (const { methods, door, credential, refuse } of served.readOnly.filter((each) => each.path === path)) {
      for (const method of methods) {
        at[method](authenticate(parts, door), known(credential), (_request, _response, next) => {
          next(refuse());
        });
      }
    }
    at.all(refuseMethod(operations.map(({ method }) => method)));
  }
  return route;
}

/** /files/{name} is /files/:name there. */
function expressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Who is asking, with the credential that is taken here. Errors: UNAUTHENTICATED. */
function viewerOf(request: Request, credential: RestCredential): Viewer {
  const { viewer } = exchangeOf(request);
  return credential === 'THING' ? asThing(viewer) : asAccount(viewer);
}

function known(credential: RestCredential): RequestHandler {
  return (request, _response, next) => {
    viewerOf(request, credential);
    next();
  };
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  const allowed = methods.flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  return (request, response, next) => {
    response.set('Allow', allowed.join(', '));
    next(new MethodNotAllowed(request.method));
  };
}
