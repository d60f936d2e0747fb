import type { z } from 'zod';
import { LIMIT_SETTINGS } from './limit-settings.js';
import { given, optional, secret, type Setting } from './setting.js';
import {
  claim,
  duration,
  issuer,
  keepingTime,
  matching,
  oneOf,
  origins,
  proxies,
  size,
  webAddress,
  webOrigin,
  wholeNumber,
} from './setting-values.js';

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
  LOGIN_ATTEMPTS_PER_ACCOUNT: given(
    '10',
    wholeNumber({ least: 1, most: 1_000_000 }),
    'How often one may try to log in to the same account within `LOGIN_WINDOW`; those that succeed do not count.',
  ),
  LOGIN_ATTEMPTS_PER_ADDRESS: given(
    '100',
    wholeNumber({ least: 1, most: 1_000_000 }),
    'The same for attempts from one address, to whatever account; for IPv6 from one /64 network.',
  ),
  LOGIN_WINDOW: given('15m', duration('1s'), 'How long attempts to log in are counted, from the first one on.'),
  TRUSTED_PROXIES: optional(
    'none: X-Forwarded-For is not read',
    proxies(),
    'The proxies in front of the server, which say in X-Forwarded-For who is asking: addresses, ranges such as 10.0.0.0/8, or the words loopback, linklocal, uniquelocal, with commas between them.',
  ),
  REQUIRE_API_KEY: given(
    'rest',
    oneOf(['rest', 'all', 'none']),
    'Where a request needs an `x-api-key`: at the REST routes below /resources, at `all` of them and GraphQL (make a key first), or nowhere. One that is sent is checked in any case.',
  ),
  OIDC_ISSUER: optional(
    'tokens of this server alone',
    issuer(),
    'An OpenID Connect issuer whose tokens are taken too; the account is found by their verified e-mail.',
  ),
  OIDC_AUDIENCE: optional(
    'required with `OIDC_ISSUER`',
    matching(/^\S{1,200}$/, 'an audience'),
    'Whom those tokens have to be made for (their `aud`): the client id of this server at the issuer, say.',
  ),
  BODY_SIZE_LIMIT: given('5MB', size(), 'The largest body of a GraphQL or JSON request; files in it count too.'),
  UPLOAD_SIZE_LIMIT: given('1MB', size(), 'The largest file inside a GraphQL request.'),
  OBJECT_SIZE_LIMIT: given('5GB', size(), 'The largest stored object; the one limit of uploads by signed URL.'),
  S3_ENDPOINT: optional(
    'objects lie on the disk, in `DATA_DIR`',
    webOrigin(),
    'Where MinIO or another S3 store answers the server; all objects lie there then.',
  ),
  S3_PUBLIC_ENDPOINT: optional(
    'the same as `S3_ENDPOINT`',
    webOrigin(),
    'Where clients reach that store. Signed URLs are made for this address, and work at no other.',
  ),
  S3_REGION: given(
    'us-east-1',
    matching(/^[A-Za-z0-9-]{1,64}$/, 'the name of a region such as eu-west-1'),
    'The region of the bucket; the default is right for a MinIO that was given none.',
  ),
  S3_BUCKET: given(
    'thingstore',
    matching(
      /^(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?!.*\.\.)[a-z0-9.-]{1,61}[a-z0-9]$/,
      'the name of a bucket: 3 to 63 of a-z 0-9 . -',
    ),
    'The bucket, which should hold nothing else; it is made when it is not there.',
  ),
  S3_ACCESS_KEY: optional(
    'required with `S3_ENDPOINT`',
    matching(/^\S{1,200}$/, 'an access key'),
    'Who we are at the store.',
  ),
  S3_SECRET_KEY: secret(
    optional(
      'required with `S3_ENDPOINT`',
      matching(/^\S{1,200}$/, 'a secret key'),
      'What requests to the store, and signed URLs, are signed with.',
    ),
  ),
  S3_PATH_STYLE: given(
    'true',
    claim(),
    'Whether the bucket is part of the path, as MinIO has it; `false` makes it part of the host name.',
  ),
  S3_TIMEOUT: given(
    '10s',
    duration('100ms'),
    'After what time a store that stays silent is given up; the client is answered SERVICE_UNAVAILABLE.',
  ),
  PURGE_GRACE: given('24h', duration('0s'), 'How long bytes are kept after the last resource let go of them.'),
  HISTORY_RETENTION: optional(
    'for ever',
    keepingTime('1h'),
    'How long the history is kept, e.g. 365d: what an entry was at any moment since then can still be told. The newest change of a resource that is there is always kept. A subscriber that was away for longer is answered CURSOR_EXPIRED.',
  ),
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
  ...LIMIT_SETTINGS,
  GROUP_FILE_READ_ROLE: given(
    'editor',
    oneOf(['viewer', 'editor']),
    'From which role on a member of a group may list and download its files: viewer or editor. Changing them needs editor.',
  ),
  UNITS_READ_ROLE: given(
    'Root',
    oneOf(['Read', 'ReadWrite', 'Root']),
    'From which account role on the units may be listed, beside the privilege Units.READ: Read, ReadWrite or Root.',
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
