#!/usr/bin/env node
import { startApp, type App } from './app.js';
import { systemClock } from './clock/clock.js';
import { systemRandom } from './clock/random.js';
import { parseConfig, type Config } from './config/config.js';
import { InvalidConfiguration } from './config/invalid-configuration.js';
import { loggableError } from './errors/unexpected-error.js';
import { createLog, type Log } from './logging/log.js';
import { welcome } from './welcome.js';

/** Reads the environment, starts the app, says where it is, and stops it cleanly. */
async function main(): Promise<void> {
  const config = readConfig();
  if (config === null) return;
  const log = createLog(config.log.level);
  process.on('uncaughtException', (error) => {
    log.fatal({ error: loggableError(error) }, 'An error that nobody handled ends the process.');
    process.exit(1);
  });
  try {
    const app = await startApp({
      ...{ config, log, clock: systemClock, random: systemRandom(systemClock) },
      onLost: (reason) => {
        log.fatal({ reason }, 'The embedded PostgreSQL ended by itself; start again.');
        process.exit(1);
      },
    });
    stopOnSignal(app, log);
    process.stdout.write(welcome(app, config));
  } catch (error) {
    log.debug({ error: loggableError(error) }, 'Why the start failed.');
    process.stderr.write(`Thingstore cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
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

function stopOnSignal(app: App, log: Log): void {
  let isStopping = false;
  const stop = (signal: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'Stopping.');
    app.stop().then(
      () => {
        log.info('Stopped.');
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ error: loggableError(error) }, 'The stop was not clean.');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

await main();
