import { z } from 'zod';
import { claim, duration, matching, oneOf, origins, size, webAddress, wholeNumber } from './setting-values.js';

/** One environment variable. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  /** What it is when the environment does not say, as it would be written there. */
  readonly fallback?: string;
  /** What the page shows as the default when there is no fixed one. */
  readonly otherwise?: string;
  /** Its value is never shown. */
  readonly isSecret?: boolean;
  readonly description: string;
}

/** A setting with a default. */
function given<Schema extends z.ZodType>(fallback: string, schema: Schema, description: string) {
  return { schema: z.preprocess((text) => text ?? fallback, schema), fallback, description };
}

/** A setting that may be left out; `otherwise` says what happens then. */
function optional<Schema extends z.ZodType>(otherwise: string, schema: Schema, description: string) {
  return { schema: schema.optional(), otherwise, description };
}

function secret<Kind extends Setting>(setting: Kind): Kind & { readonly isSecret: true } {
  return { ...setting, isSecret: true };
}

/** Every setting there is, in the order of the page. */
export const SETTINGS = {
  PORT: given(
    '4000',
    wholeNumber({ least: 0, most: 65_535 }),
    'The TCP port of the server; 0 takes any port that is free.',
  ),
  HOST: given(
    '127.0.0.1',
    matching(/^[A-Za-z0-9._:%-]{1,255}$/, 'a host name or an IP address'),
    'The address to listen on: 127.0.0.1 lets in this machine only, 0.0.0.0 every network.',
  ),
  PUBLIC_URL: optional(
    'http://`HOST`:`PORT`',
    webAddress(),
    'Where clients reach the server. Signed URLs begin with it, so it has to be right behind a proxy.',
  ),
  DATA_DIR: given(
    './data',
    matching(/^[^\0]+$/, 'the path of a folder'),
    'The folder of everything that is kept: stored objects, the embedded database, generated secrets. Its file system has to support hard links.',
  ),
  DATABASE_URL: secret(
    optional(
      'an embedded PostgreSQL in `DATA_DIR`',
      matching(/^postgres(ql)?:\/\/\S+$/, 'an address such as postgresql://user:password@host:5432/database'),
      'A PostgreSQL 15 or later to use; no other database is started then.',
    ),
  ),
  DATABASE_POOL_SIZE: given(
    '10',
    wholeNumber({ least: 2, most: 1000 }),
    'How many database connections the process holds at most.',
  ),
  PROJECT_ID: given(
    'default',
    matching(/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, - or _'),
    'The project that the first start makes; later starts, which find an account, do not read it.',
  ),
  ADMIN_EMAIL: given(
    'admin@localhost',
    matching(/^(?=.{3,254}$)[^\s@]+@[^\s@]+$/, 'an e-mail address'),
    'The e-mail of the Root account that the first start makes; later starts, which find an account, do not read it.',
  ),
  ADMIN_PASSWORD: secret(
    optional(
      'generated into a file of `DATA_DIR`',
      matching(/^.{8,200}$/s, '8 to 200 characters long'),
      'The password of the Root account that the first start makes; later starts, which find an account, do not read it.',
    ),
  ),
  TOKEN_SECRET: secret(
    optional(
      'generated into a file of `DATA_DIR`',
      matching(/^.{32,1000}$/s, '32 to 1000 characters long'),
      'What session tokens and signed URLs are signed with; the same for every process of one deployment.',
    ),
  ),
  TOKEN_LIFETIME: given('12h', duration('1s'), 'How long a login lasts.'),
  BODY_SIZE_LIMIT: given('5MB', size(), 'The largest body of a GraphQL or JSON request; files in it count too.'),
  UPLOAD_SIZE_LIMIT: given('1MB', size(), 'The largest file inside a GraphQL request.'),
  OBJECT_SIZE_LIMIT: given('5GB', size(), 'The largest stored object; the one limit of uploads by signed URL.'),
  PURGE_GRACE: given('24h', duration('0s'), 'How long bytes are kept after the last resource let go of them.'),
  STATEMENT_TIMEOUT: given(
    '30s',
    duration('1ms'),
    'After what time a database statement is given up, and an open transaction in which nothing is asked.',
  ),
  CORS_ORIGINS: given(
    '*',
    origins(),
    'Web origins whose pages may call the API, with commas between them; * lets in all. Tokens travel in headers, never in cookies.',
  ),
  LOG_LEVEL: given(
    'info',
    oneOf(['error', 'warn', 'info', 'debug', 'silent']),
    'How much is logged: error, warn, info, debug or silent.',
  ),
  DEVELOPMENT: optional(
    '`true`; `false` where NODE_ENV is production',
    claim(),
    'Whether the start page links to tools for developers that load from the internet (Apollo Sandbox).',
  ),
} as const satisfies Readonly<Record<string, Setting>>;

/** What all settings are, once read. */
export type SettingValues = { readonly [Name in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Name]['schema']> };
