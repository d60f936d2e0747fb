import { resolve } from 'node:path';
import { z } from 'zod';
import { InvalidConfiguration } from './invalid-configuration.js';
import type { Setting } from './setting.js';
import { SETTINGS, type SettingValues } from './settings.js';

/** Everything that can be set, by section. Sizes are in bytes, durations in milliseconds. Deeply frozen. */
export type Config = ReturnType<typeof sections>;

/** How to reach an S3 store. */
export type S3Config = NonNullable<Config['storage']['s3']>;

/** The section of the doors. */
export type HttpConfig = Config['http'];

/** The section of what one GraphQL request may ask for. */
export type GraphqlConfig = Config['graphql'];

/** The section of the WebSockets. */
export type SocketConfig = Config['sockets'];

/**
 * Reads the configuration from environment variables. An empty variable counts as absent, an unknown one is ignored.
 *
 * @throws InvalidConfiguration naming every problem at once
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const table: Readonly<Record<string, Setting>> = SETTINGS;
  const shape = Object.fromEntries(Object.entries(table).map(([name, setting]) => [name, setting.schema]));
  const present = Object.fromEntries(
    Object.keys(table)
      .filter((name) => env[name] !== undefined && env[name] !== '')
      .map((name) => [name, env[name]]),
  );
  const result = z.object(shape).safeParse(present);
  if (!result.success) {
    throw new InvalidConfiguration(
      result.error.issues.map((issue) => {
        const name = String(issue.path[0]);
        const found = table[name]?.isSecret === true ? '' : `, not ${JSON.stringify(present[name])}`;
        return `${name} must be ${issue.message}${found}.`;
      }),
    );
  }
  const values = result.data as SettingValues;
  const problems = [...missingForS3(values, new Set(Object.keys(present))), ...missingForIssuer(values)];
  if (problems.length > 0) throw new InvalidConfiguration(problems);
  return sections(values, env['NODE_ENV'] === 'production');
}

/** What S3 settings need one another: half of them would store everything on the disk, unnoticed. */
function missingForS3(values: SettingValues, present: ReadonlySet<string>): readonly string[] {
  const missing = (['S3_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const).filter(
    (name) => values[name] === undefined,
  );
  const asking = ['S3_ENDPOINT', 'S3_PUBLIC_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];
  const given = asking.find((name) => present.has(name));
  return given === undefined ? [] : missing.map((name) => `${name} must be set too, since ${given} is.`);
}

/** An issuer makes tokens for many: without an audience any of them would hold here. */
function missingForIssuer(values: SettingValues): readonly string[] {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = values;
  if ((issuer === undefined) === (audience === undefined)) return [];
  const [missing, given] = issuer === undefined ? ['OIDC_ISSUER', 'OIDC_AUDIENCE'] : ['OIDC_AUDIENCE', 'OIDC_ISSUER'];
  return [`${missing} must be set too, since ${given} is.`];
}

/** Null when no outside tokens are taken. */
function issuerSection({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience }: SettingValues) {
  return issuer === undefined || audience === undefined ? null : Object.freeze({ issuer, audience });
}

/** Null when objects lie on the disk. */
function s3Section(values: SettingValues) {
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = values;
  if (endpoint === undefined || accessKey === undefined || secretKey === undefined) return null;
  return Object.freeze({
    /** Where the server reaches the store: scheme, host and port. */
    endpoint,
    /** Where clients reach it. */
    publicEndpoint: values.S3_PUBLIC_ENDPOINT ?? endpoint,
    region: values.S3_REGION,
    bucket: values.S3_BUCKET,
    accessKey,
    secretKey,
    /** Whether the bucket is part of the path, else of the host. */
    isPathStyle: values.S3_PATH_STYLE,
    timeoutMs: values.S3_TIMEOUT,
  });
}

function graphqlSection(values: SettingValues, isDevelopment: boolean) {
  return Object.freeze({
    tokenLimit: values.QUERY_TOKEN_LIMIT,
    depthLimit: values.QUERY_DEPTH_LIMIT,
    fieldLimit: values.QUERY_FIELD_LIMIT,
    rootFieldLimit: values.QUERY_ROOT_FIELD_LIMIT,
    costLimit: values.QUERY_COST_LIMIT,
    isIntrospectionOn: values.INTROSPECTION,
    areSuggestionsOn: values.SUGGESTIONS ?? isDevelopment,
  });
}

function socketSection(values: SettingValues) {
  return Object.freeze({
    perViewer: values.SOCKETS_PER_VIEWER,
    perAddress: values.SOCKETS_PER_ADDRESS,
    subscriptionsPerSocket: values.SUBSCRIPTIONS_PER_SOCKET,
    idleTimeoutMs: values.SOCKET_IDLE_TIMEOUT,
    stallTimeoutMs: values.SOCKET_STALL_TIMEOUT,
  });
}

function sections(values: SettingValues, isProduction: boolean) {
  const isDevelopment = values.DEVELOPMENT ?? !isProduction;
  return Object.freeze({
    /** The folder of everything that is kept, as an absolute path. */
    dataFolder: resolve(values.DATA_DIR),
    /** Whether the start page links to tools that load from the internet. */
    isDevelopment,
    http: Object.freeze({
      /** 0 means any free port. */
      port: values.PORT,
      host: values.HOST,
      /** Without a slash at its end; undefined leaves it to `publicUrlOf`. */
      publicUrl: values.PUBLIC_URL,
      bodySizeLimit: values.BODY_SIZE_LIMIT,
      uploadSizeLimit: values.UPLOAD_SIZE_LIMIT,
      corsOrigins: values.CORS_ORIGINS === '*' ? '*' : Object.freeze(values.CORS_ORIGINS),
      /** As proxy-addr takes them; empty: nobody is believed. */
      trustedProxies: Object.freeze(values.TRUSTED_PROXIES ?? []),
      /** Where a request needs an API key. */
      requireApiKey: values.REQUIRE_API_KEY,
      operationsPerViewer: values.OPERATIONS_PER_VIEWER,
      bodyStallTimeoutMs: values.BODY_STALL_TIMEOUT,
    }),
    graphql: graphqlSection(values, isDevelopment),
    sockets: socketSection(values),
    feed: Object.freeze({ queueLimit: values.SUBSCRIPTION_QUEUE_LIMIT }),
    /** Undefined: for ever. */
    history: Object.freeze({ retentionMs: values.HISTORY_RETENTION }),
    database: Object.freeze({
      /** undefined means the embedded server. */
      url: values.DATABASE_URL,
      poolSize: values.DATABASE_POOL_SIZE,
      statementTimeoutMs: values.STATEMENT_TIMEOUT,
    }),
    storage: Object.freeze({
      objectSizeLimit: values.OBJECT_SIZE_LIMIT,
      purgeGraceMs: values.PURGE_GRACE,
      s3: s3Section(values),
    }),
    auth: Object.freeze({
      /** undefined means: generated into a file of the data folder. */
      tokenSecret: values.TOKEN_SECRET,
      tokenLifetimeMs: values.TOKEN_LIFETIME,
      loginLimits: Object.freeze({
        perAccount: values.LOGIN_ATTEMPTS_PER_ACCOUNT,
        perAddress: values.LOGIN_ATTEMPTS_PER_ADDRESS,
        windowMs: values.LOGIN_WINDOW,
      }),
      outsideIssuer: issuerSection(values),
    }),
    permissions: Object.freeze({
      groupFileReadRole: values.GROUP_FILE_READ_ROLE,
      unitsReadRole: values.UNITS_READ_ROLE,
    }),
    firstStart: Object.freeze({
      projectId: values.PROJECT_ID,
      adminEmail: values.ADMIN_EMAIL,
      /** undefined means: generated into a file of the data folder. */
      adminPassword: values.ADMIN_PASSWORD,
    }),
    log: Object.freeze({ level: values.LOG_LEVEL }),
  });
}
