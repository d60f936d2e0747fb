import { Router } from 'express';

/** What the server stands on: each check is quick, and throws with the name of what is missing. */
export type Checks = Readonly<Record<string, () => Promise<void>>>;

const CHECK_MS = 3000;

/** /healthz: the process lives. /readyz: it can answer, and what is missing when it cannot. */
export function healthRoutes(checks: Checks, isStopping: () => boolean): Router {
  const route = Router();
  route.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  route.get('/readyz', async (_request, response) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await holds(check)] as const),
    );
    const isReady = !isStopping() && results.every(([, isUp]) => isUp);
    const parts = Object.fromEntries(results.map(([name, isUp]) => [name, isUp ? 'ok' : 'unavailable']));
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ok' : 'unavailable', ...parts });
  });
  return route;
}

async function holds(check: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, CHECK_MS);
  });
  const isUp = check().then(
    () => true,
    () => false,
  );
  return Promise.race([isUp, late]).finally(() => {
    clearTimeout(timer);
  });
}
