import type { RequestHandler } from 'express';

/**
 * Cuts who takes nothing of an answer for a time: it would hold what is left of it for as long as it likes. The system
 * tells of what was taken in steps, of up to a megabyte or two on a fast line, so the time must leave room for one.
 */
export function cutStalledReaders(timeoutMs: number): RequestHandler {
  return (_request, response, next) => {
    // Nothing goes either way: that alone is no fault, a request may be waiting for us.
    response.setTimeout(timeoutMs, () => {
      if (response.writableLength > 0) response.destroy();
    });
    next();
  };
}
