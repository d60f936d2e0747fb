import { readFile } from 'node:fs/promises';
import { startApp } from '../src/app.js';
import { systemClock } from '../src/clock/clock.js';
import { systemRandom } from '../src/clock/random.js';
import { parseConfig } from '../src/config/config.js';
import { createLog } from '../src/logging/log.js';
import type { Account } from './api.js';

export interface DemoServer {
  readonly url: string;
  readonly dataFolder: string;
  readonly root: Account;
  /** The file that holds the password of Root, when the server made it up. */
  readonly passwordFile: string | null;
  stop(): Promise<void>;
}

/** Starts a Thingstore with a data folder of its own. It is set up like any other, by environment variables. */
export async function startServer(onLost: (reason: string) => void): Promise<DemoServer> {
  const config = parseConfig({
    ...process.env,
    ...ifEmpty('DATA_DIR', './data-demo'),
    ...ifEmpty('LOG_LEVEL', 'warn'),
  });
  const log = createLog(config.log.level);
  const app = await startApp({ config, log, clock: systemClock, random: systemRandom(systemClock), onLost });
  const { email, passwordFile } = app.administrator;
  try {
    const password =
      passwordFile === null ? (process.env['ADMIN_PASSWORD'] ?? '') : (await readFile(passwordFile, 'utf8')).trim();
    return {
      url: app.url,
      dataFolder: config.dataFolder,
      root: { email, password },
      passwordFile,
      stop: () => app.stop(),
    };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

function ifEmpty(name: string, value: string): Readonly<Record<string, string>> {
  const given = process.env[name];
  return given === undefined || given === '' ? { [name]: value } : {};
}
