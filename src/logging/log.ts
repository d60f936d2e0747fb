import { pino, type DestinationStream, type Logger } from 'pino';

/** error: someone must act; warn: it healed itself; info: a life event; debug: for developers. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'silent';

export type Log = Logger;

/** Paths whose values never reach a log line (promise P13). */
const SECRETS = ['authorization', 'password', 'token', 'key', 'signature', 'url', 'secret'];

export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
