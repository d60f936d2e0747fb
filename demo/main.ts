import { Api, logIn } from './api.js';
import { runCamera } from './camera.js';
import { isOver, reasonOf } from './pause.js';
import { startServer, type DemoServer } from './server.js';
import { prepareDevice } from './things.js';
import { currentPosition, watchCaptures, type Captured } from './watcher.js';

// Three cameras and somebody who watches them: npm run demo. DEMO_CAPTURES=10 ends it after ten captures.

const CAMERAS = ['camera-1', 'camera-2', 'camera-3'];

async function main(): Promise<void> {
  const limit = captureLimit();
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      ending.abort();
    });
  }
  console.log('Thingstore demo: starting the server.');
  const server = await start(ending.signal);
  if (server === null) return;
  try {
    if (!ending.signal.aborted) await play(server, limit, ending);
    console.log('Ending.');
  } finally {
    ending.abort();
    await server.stop();
  }
}

/** Null when the demo was ended meanwhile: Ctrl-C reaches whatever the server was starting, too. */
async function start(ending: AbortSignal): Promise<DemoServer | null> {
  try {
    return await startServer((reason) => {
      console.error(`The demo ended: ${reason}`);
      process.exit(1);
    });
  } catch (error) {
    if (isOver(ending)) return null;
    throw error;
  }
}

/** Everything but the server; returns when the demo is over. */
async function play(server: DemoServer, limit: number, ending: AbortController): Promise<void> {
  const authorization = () => logIn(server.url, server.root);
  const root = new Api(server.url, await authorization());
  const cameras = await Promise.all(
    CAMERAS.map(async (id, index) => ({
      id,
      number: index + 1,
      ending: ending.signal,
      api: new Api(server.url, await prepareDevice(root, { id, name: `Demo camera ${index + 1}` })),
    })),
  );
  const watcher = { url: server.url, authorization, ownerIds: CAMERAS, ending: ending.signal };
  const start = await currentPosition(watcher);
  console.log(introduction(server));
  let count = 0;
  const onCapture = (captured: Captured) => {
    if (count === limit) return;
    console.log(line(captured, new Date()));
    count += 1;
    if (count === limit) ending.abort();
  };
  const parts = [watchCaptures({ ...watcher, onCapture }, start), ...cameras.map(runCamera)];
  try {
    await Promise.all(parts);
  } finally {
    // One of them failed: the others end, too.
    ending.abort();
    await Promise.allSettled(parts);
  }
}

function introduction({ url, dataFolder, login }: DemoServer): string {
  return `
Three cameras upload a picture every one to two seconds; below is what a subscriber hears of it.
See them in a browser: ${url}/graphql, logged in as ${login}.
All of it is kept in ${dataFolder}. Ctrl-C ends the demo.

${columns('camera', 'path', 'size', 'seen', 'capture to receipt')}`;
}

function line({ ownerId, path, details, metadata, dataCreatedAt }: Captured, receivedAt: Date): string {
  const { inference } = metadata;
  return columns(
    ownerId,
    path,
    `${((details?.size ?? 0) / 1000).toFixed(1)} kB`,
    inference === undefined ? '' : `${inference.label} ${inference.score.toFixed(2)}`,
    `${receivedAt.getTime() - Date.parse(dataCreatedAt)} ms`,
  );
}

function columns(...[camera, path, size, seen, latency]: [string, string, string, string, string]): string {
  return `${camera.padEnd(9)} ${path.padEnd(32)} ${size.padStart(8)}  ${seen.padEnd(12)} ${latency.padStart(8)}`;
}

/** After how many captures to end by itself: never, unless it is said. */
function captureLimit(): number {
  const text = process.env['DEMO_CAPTURES'] ?? '';
  if (text === '') return Infinity;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`DEMO_CAPTURES must be a whole number from 1 on, not "${text}".`);
  return Number(text);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(`The demo ended: ${reasonOf(error)}`);
  process.exit(1);
}
