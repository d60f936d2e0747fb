#!/usr/bin/env node
import { once } from 'node:events';
import { startApp, type App } from './app.js';
import { systemClock } from './clock/clock.js';
import { systemRandom } from './clock/random.js';
import { parseConfig, type Config } from './config/config.js';
import { InvalidConfiguration } from './config/invalid-configuration.js';
import { loggableError } from './errors/unexpected-error.js';
import { createLog, type Log } from './logging/log.js';
import { welcome } from './welcome.js';

interface Run {
  readonly config: Config;
  readonly log: Log;
  /** Aborted when the process is told to end. */
  readonly ending: AbortSignal;
}

/** Reads the environment, starts the app, says where it is, and stops it cleanly. */
async function main(): Promise<void> {
  const config = readConfig();
  if (config === null) return;
  const log = createLog(config.log.level);
  process.on('uncaughtException', (error) => {
    log.fatal({ error: loggableError(error) }, 'An error that nobody handled ends the process.');
    process.exit(1);
  });
  process.exit(await run({ config, log, ending: endingBySignal(log) }));
}

function readConfig(): Config | null {
  try {
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return null;
  }
}

/** Listens from the first moment on: whoever starts a PostgreSQL must not die without it. */
function endingBySignal(log: Log): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (ending.signal.aborted) return;
      log.info({ signal }, 'Stopping.');
      ending.abort(new Error(`Told to end by ${signal}.`));
    });
  }
  return ending.signal;
}

/** From the start to the end; answers the exit code. */
async function run({ config, log, ending }: Run): Promise<number> {
  const app = await start({ config, log, ending });
  if (app !== null) {
    process.stdout.write(welcome(app, config));
    if (!ending.aborted) await once(ending, 'abort');
    if (!(await stop(app, log))) return 1;
  }
  if (!ending.aborted) return 1;
  log.info('Stopped.');
  return 0;
}

/** Null when it could not be, or was not to be any more; nothing of it is left then. */
async function start({ config, log, ending }: Run): Promise<App | null> {
  try {
    return await startApp({
      ...{ config, log, clock: systemClock, random: systemRandom(systemClock), ending },
      onLost: (reason) => {
        log.fatal({ reason }, 'The embedded PostgreSQL ended by itself; start again.');
        process.exit(1);
      },
    });
  } catch (error) {
    log.debug({ error: loggableError(error) }, 'Why the start did not come to its end.');
    const reason = error instanceof Error ? error.message : String(error);
    // Ctrl-C reaches what the start has running as well, which then fails: that is no news.
    if (!ending.aborted) process.stderr.write(`Thingstore cannot start: ${reason}\n`);
    return null;
  }
}

async function stop(app: App, log: Log): Promise<boolean> {
  try {
    await app.stop();
    return true;
  } catch (error) {
    log.error({ error: loggableError(error) }, 'The stop was not clean.');
    return false;
  }
}

await main();
