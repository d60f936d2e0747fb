import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parseConfig } from './config.js';
import { InvalidConfiguration } from './invalid-configuration.js';
import { problemsOf, type Environment } from '../../test/support/configuration.js';

describe('the configuration', () => {
  it('of an empty environment is the documented default', () => {
    assert.deepEqual(parseConfig({}), {
      dataFolder: resolve('data'),
      isDevelopment: true,
      http: {
        port: 4000,
        host: '127.0.0.1',
        publicUrl: undefined,
        bodySizeLimit: 5 * 1024 * 1024,
        uploadSizeLimit: 1024 * 1024,
        corsOrigins: '*',
        trustedProxies: [],
        requireApiKey: 'rest',
        operationsPerViewer: 100,
        bodyStallTimeoutMs: 60_000,
      },
      graphql: {
        tokenLimit: 10_000,
        depthLimit: 12,
        fieldLimit: 1_000,
        rootFieldLimit: 100,
        costLimit: 10_000,
        isIntrospectionOn: true,
        areSuggestionsOn: true,
      },
      sockets: {
        perViewer: 100,
        perAddress: 50,
        subscriptionsPerSocket: 100,
        idleTimeoutMs: 300_000,
        stallTimeoutMs: 60_000,
      },
      feed: { queueLimit: 256 },
      history: { retentionMs: undefined },
      database: { url: undefined, poolSize: 10, statementTimeoutMs: 30_000 },
      storage: { objectSizeLimit: 5 * 1024 ** 3, purgeGraceMs: 86_400_000, s3: null },
      auth: {
        tokenSecret: undefined,
        tokenLifetimeMs: 43_200_000,
        loginLimits: { perAccount: 10, perAddress: 100, windowMs: 900_000 },
        outsideIssuer: null,
      },
      permissions: { groupFileReadRole: 'editor', unitsReadRole: 'Root' },
      firstStart: { projectId: 'default', adminEmail: 'admin@localhost', adminPassword: undefined },
      log: { level: 'info' },
    });
  });

  it('is what the environment says', () => {
    const config = parseConfig({
      PORT: '0',
      HOST: '::1',
      PUBLIC_URL: 'https://things.example.org/store/',
      DATA_DIR: '/var/lib/thingstore',
      DATABASE_URL: 'postgresql://me:secret@db:5432/things',
      DATABASE_POOL_SIZE: '20',
      PROJECT_ID: 'farm-1',
      ADMIN_EMAIL: 'root@example.org',
      ADMIN_PASSWORD: 'correct horse',
      TOKEN_SECRET: 'x'.repeat(32),
      TOKEN_LIFETIME: '15m',
      LOGIN_ATTEMPTS_PER_ACCOUNT: '3',
      LOGIN_ATTEMPTS_PER_ADDRESS: '30',
      LOGIN_WINDOW: '1h',
      TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
      REQUIRE_API_KEY: 'all',
      GROUP_FILE_READ_ROLE: 'viewer',
      UNITS_READ_ROLE: 'ReadWrite',
      OIDC_ISSUER: 'https://login.example.org/',
      OIDC_AUDIENCE: 'thingstore',
      BODY_SIZE_LIMIT: '20MB',
      UPLOAD_SIZE_LIMIT: '10MB',
      OBJECT_SIZE_LIMIT: '1TB',
      PURGE_GRACE: '0s',
      HISTORY_RETENTION: '365d',
      STATEMENT_TIMEOUT: '500ms',
      CORS_ORIGINS: 'https://a.example.org, http://localhost:3000',
      QUERY_TOKEN_LIMIT: '1',
      QUERY_DEPTH_LIMIT: '2',
      QUERY_FIELD_LIMIT: '3',
      QUERY_ROOT_FIELD_LIMIT: '4',
      QUERY_COST_LIMIT: '5',
      INTROSPECTION: 'false',
      SUGGESTIONS: 'true',
      OPERATIONS_PER_VIEWER: '6',
      SOCKETS_PER_VIEWER: '7',
      SOCKETS_PER_ADDRESS: '8',
      SUBSCRIPTIONS_PER_SOCKET: '9',
      SUBSCRIPTION_QUEUE_LIMIT: '10',
      SOCKET_IDLE_TIMEOUT: '11s',
      SOCKET_STALL_TIMEOUT: '12s',
      BODY_STALL_TIMEOUT: '13s',
      LOG_LEVEL: 'debug',
      DEVELOPMENT: 'false',
    });
    assert.deepEqual(config, {
      dataFolder: '/var/lib/thingstore',
      isDevelopment: false,
      http: {
        port: 0,
        host: '::1',
        publicUrl: 'https://things.example.org/store',
        bodySizeLimit: 20 * 1024 * 1024,
        uploadSizeLimit: 10 * 1024 * 1024,
        corsOrigins: ['https://a.example.org', 'http://localhost:3000'],
        trustedProxies: ['loopback', '10.0.0.0/8'],
        requireApiKey: 'all',
        operationsPerViewer: 6,
        bodyStallTimeoutMs: 13_000,
      },
      graphql: {
        tokenLimit: 1,
        depthLimit: 2,
        fieldLimit: 3,
        rootFieldLimit: 4,
        costLimit: 5,
        isIntrospectionOn: false,
        areSuggestionsOn: true,
      },
      sockets: {
        perViewer: 7,
        perAddress: 8,
        subscriptionsPerSocket: 9,
        idleTimeoutMs: 11_000,
        stallTimeoutMs: 12_000,
      },
      feed: { queueLimit: 10 },
      history: { retentionMs: 31_536_000_000 },
      database: { url: 'postgresql://me:secret@db:5432/things', poolSize: 20, statementTimeoutMs: 500 },
      storage: { objectSizeLimit: 1024 ** 4, purgeGraceMs: 0, s3: null },
      auth: {
        tokenSecret: 'x'.repeat(32),
        tokenLifetimeMs: 900_000,
        loginLimits: { perAccount: 3, perAddress: 30, windowMs: 3_600_000 },
        outsideIssuer: { issuer: 'https://login.example.org/', audience: 'thingstore' },
      },
      permissions: { groupFileReadRole: 'viewer', unitsReadRole: 'ReadWrite' },
      firstStart: { projectId: 'farm-1', adminEmail: 'root@example.org', adminPassword: 'correct horse' },
      log: { level: 'debug' },
    });
  });

  const s3 = { S3_ENDPOINT: 'http://minio:9000/', S3_ACCESS_KEY: 'me', S3_SECRET_KEY: 'secret' };

  it('stores in a bucket when an S3 store is named, which clients reach where the server does unless told otherwise', () => {
    assert.deepEqual(parseConfig(s3).storage.s3, {
      endpoint: 'http://minio:9000',
      publicEndpoint: 'http://minio:9000',
      region: 'us-east-1',
      bucket: 'thingstore',
      accessKey: 'me',
      secretKey: 'secret',
      isPathStyle: true,
      timeoutMs: 10_000,
    });
    const other = { S3_PUBLIC_ENDPOINT: 'https://store.example.org', S3_REGION: 'eu-west-1', S3_PATH_STYLE: 'false' };
    const { storage } = parseConfig({ ...s3, ...other, S3_BUCKET: 'my.things', S3_TIMEOUT: '2s' });
    const { publicEndpoint, region, isPathStyle, bucket, timeoutMs } = storage.s3 ?? {};
    assert.deepEqual(
      [publicEndpoint, region, isPathStyle, bucket, timeoutMs],
      ['https://store.example.org', 'eu-west-1', false, 'my.things', 2000],
    );
    assert.ok(Object.isFrozen(storage.s3));
  });

  it('refuses half of the S3 settings, with which everything would go to the disk unnoticed', () => {
    assert.deepEqual(problemsOf({ S3_ENDPOINT: s3.S3_ENDPOINT }), [
      'S3_ACCESS_KEY must be set too, since S3_ENDPOINT is.',
      'S3_SECRET_KEY must be set too, since S3_ENDPOINT is.',
    ]);
    assert.deepEqual(problemsOf({ S3_ACCESS_KEY: 'me', S3_SECRET_KEY: 'secret' }), [
      'S3_ENDPOINT must be set too, since S3_ACCESS_KEY is.',
    ]);
  });

  it('takes outside tokens of one issuer for one audience, or none at all', () => {
    const issuer = { OIDC_ISSUER: 'https://login.example.org', OIDC_AUDIENCE: 'things' };
    assert.deepEqual(problemsOf(issuer), []);
    assert.deepEqual(problemsOf({ ...issuer, OIDC_AUDIENCE: '' }), [
      'OIDC_AUDIENCE must be set too, since OIDC_ISSUER is.',
    ]);
    assert.deepEqual(problemsOf({ ...issuer, OIDC_ISSUER: '' }), [
      'OIDC_ISSUER must be set too, since OIDC_AUDIENCE is.',
    ]);
    assert.ok(Object.isFrozen(parseConfig(issuer).auth.outsideIssuer));
  });

  it('takes an empty variable as absent and ignores unknown ones', () => {
    assert.deepEqual(parseConfig({ PORT: '', ADMIN_PASSWORD: '', PATH: '/bin', POORT: 'x' }), parseConfig({}));
  });

  it('cannot be changed afterwards', () => {
    const config = parseConfig({ CORS_ORIGINS: 'https://a.example.org' });
    for (const section of [config, ...Object.values(config), config.http.corsOrigins])
      assert.ok(Object.isFrozen(section));
  });

  it('names every problem at once, each in a sentence with the value it found', () => {
    const problems = problemsOf({ PORT: 'eighty', BODY_SIZE_LIMIT: '5', LOG_LEVEL: 'loud', PURGE_GRACE: '24h' });
    assert.deepEqual(problems, [
      'PORT must be a whole number from 0 to 65535, not "eighty".',
      'BODY_SIZE_LIMIT must be a size such as 5MB: a whole number above 0 and B, KB, MB, GB or TB, not "5".',
      'LOG_LEVEL must be one of error, warn, info, debug, silent, not "loud".',
    ]);
    assert.equal(
      new InvalidConfiguration(problems).message,
      `The configuration cannot be used:\n${problems.map((problem) => `  * ${problem}`).join('\n')}`,
    );
  });

  it('never shows the value of a secret', () => {
    const problems = problemsOf({
      ADMIN_PASSWORD: 'hunter2',
      TOKEN_SECRET: 'hunter2',
      DATABASE_URL: 'my:hunter2@host',
      S3_SECRET_KEY: 'hunter2 hunter2',
    });
    assert.equal(problems.length, 4);
    assert.doesNotMatch(problems.join(), /hunter2/);
  });

  it('is for development unless NODE_ENV is production or DEVELOPMENT says otherwise', () => {
    assert.equal(parseConfig({ NODE_ENV: 'test' }).isDevelopment, true);
    assert.equal(parseConfig({ NODE_ENV: 'production' }).isDevelopment, false);
    assert.equal(parseConfig({ NODE_ENV: 'production', DEVELOPMENT: 'true' }).isDevelopment, true);
  });

  it('tells which names a query may have meant in development, and answers introspection everywhere', () => {
    const shown = (env: Environment) => {
      const { isIntrospectionOn, areSuggestionsOn } = parseConfig(env).graphql;
      return [isIntrospectionOn, areSuggestionsOn];
    };
    assert.deepEqual(shown({}), [true, true]);
    assert.deepEqual(shown({ NODE_ENV: 'production' }), [true, false]);
    assert.deepEqual(shown({ NODE_ENV: 'production', SUGGESTIONS: 'true', INTROSPECTION: 'false' }), [false, true]);
  });
});
