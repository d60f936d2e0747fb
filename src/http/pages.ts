import { Router, type Request, type RequestHandler, type Response } from 'express';
import { loadIdeAssets, type IdeAssets } from './ide-assets.js';
import { IDE_POLICY, idePage } from './ide-page.js';
import { START_PAGE_POLICY, startPage } from './start-page.js';

export interface PageOptions {
  /** Whether the start page links to tools that load from the internet. */
  readonly isDevelopment: boolean;
  /** Where clients reach the server, without a slash at the end; known once it listens. */
  readonly publicUrl: () => string;
  /** What runs here, e.g. "1.2.0". */
  readonly version?: string;
}

/** The pages for people: / says what runs here, /graphql opened in a browser is the IDE. Nothing loads from elsewhere. */
export function pageRoutes(options: PageOptions): Router {
  const route = Router({ strict: true });
  let loaded: Promise<IdeAssets> | undefined;
  const assets = () => (loaded ??= loadIdeAssets());
  route.get('/', (_request, response) => {
    sendPage(
      response,
      START_PAGE_POLICY,
      startPage({ ...options, publicUrl: options.publicUrl(), version: options.version }),
    );
  });
  route.get('/graphql', async (request, response, next) => {
    response.vary('Accept');
    if (!isForPerson(request)) {
      next();
      return;
    }
    const { revision } = await assets();
    sendPage(response, IDE_POLICY, idePage(`ide/${revision}/`));
  });
  route.get('/ide/:revision/:name', ideFile(assets));
  return route;
}

/** A browser that was led here, and not a program that sends its query in the address. */
function isForPerson(request: Request): boolean {
  return request.accepts(['json', 'html']) === 'html' && !('query' in request.query);
}

function sendPage(response: Response, policy: string, page: string): void {
  response.set({
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-cache',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.type('html').send(page);
}

/** The files of the IDE. Their address changes with their content, so a browser need never ask again. */
function ideFile(
  assets: () => Promise<IdeAssets>,
): RequestHandler<{ readonly revision: string; readonly name: string }> {
  return async (request, response, next) => {
    const { revision, files } = await assets();
    const file = files.get(request.params.name);
    if (file === undefined || request.params.revision !== revision) {
      next();
      return;
    }
    response.set({
      'Content-Type': file.contentType,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
    });
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') === false) response.send(file.text);
    else response.set('Content-Encoding', 'gzip').send(await file.packed());
  };
}
