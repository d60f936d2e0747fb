import { readFile } from 'node:fs/promises';
import type { Administrator } from '../src/accounts/administrator.js';
import { startApp } from '../src/app.js';
import { systemClock } from '../src/clock/clock.js';
import { systemRandom } from '../src/clock/random.js';
import { parseConfig } from '../src/config/config.js';
import { createLog } from '../src/logging/log.js';
import { loginOf } from '../src/welcome.js';
import type { Account } from './api.js';

export interface DemoServer {
  readonly url: string;
  readonly dataFolder: string;
  readonly root: Account;
  /** For people: who may log in, and with what. */
  readonly login: string;
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
  try {
    if (app.administrator === null) throw new Error('there is no Root account.');
    return {
      url: app.url,
      dataFolder: config.dataFolder,
      root: { email: app.administrator.email, password: await passwordOf(app.administrator) },
      login: loginOf(app.administrator),
      stop: () => app.stop(),
    };
  } catch (error) {
    await app.stop();
    throw error;
  }
}

async function passwordOf({ email, passwordFile }: Administrator): Promise<string> {
  if (passwordFile !== null) return (await readFile(passwordFile, 'utf8')).trim();
  const given = process.env['ADMIN_PASSWORD'] ?? '';
  if (given === '') throw new Error(`set ADMIN_PASSWORD to the password of ${email}, as at the first start.`);
  return given;
}

function ifEmpty(name: string, value: string): Readonly<Record<string, string>> {
  const given = process.env[name];
  return given === undefined || given === '' ? { [name]: value } : {};
}
