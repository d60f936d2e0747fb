import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parseConfig } from './config.js';
import { InvalidConfiguration } from './invalid-configuration.js';

type Environment = Readonly<Record<string, string>>;

function problemsOf(env: Environment): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
}

/** Holds that a setting takes each of the good values, and refuses each of the bad ones with a sentence that names it. */
function settingTakes(
  name: string,
  values: { readonly good: readonly string[]; readonly bad: readonly string[] },
  others: Environment = {},
): void {
  for (const good of values.good) assert.deepEqual(problemsOf({ ...others, [name]: good }), [], `${name}=${good}`);
  for (const bad of values.bad) {
    const problems = problemsOf({ ...others, [name]: bad });
    assert.equal(problems.length, 1, `${name}=${JSON.stringify(bad)}`);
    assert.match(problems[0] ?? '', new RegExp(`^${name} must be .+\\.$`, 's'));
  }
}

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
      },
      database: { url: undefined, poolSize: 10, statementTimeoutMs: 30_000 },
      storage: { objectSizeLimit: 5 * 1024 ** 3, purgeGraceMs: 86_400_000, s3: null },
      auth: {
        tokenSecret: undefined,
        tokenLifetimeMs: 43_200_000,
        loginLimits: { perAccount: 10, perAddress: 100, windowMs: 900_000 },
        outsideIssuer: null,
      },
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
      OIDC_ISSUER: 'https://login.example.org/',
      OIDC_AUDIENCE: 'thingstore',
      BODY_SIZE_LIMIT: '20MB',
      UPLOAD_SIZE_LIMIT: '10MB',
      OBJECT_SIZE_LIMIT: '1TB',
      PURGE_GRACE: '0s',
      STATEMENT_TIMEOUT: '500ms',
      CORS_ORIGINS: 'https://a.example.org, http://localhost:3000',
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
      },
      database: { url: 'postgresql://me:secret@db:5432/things', poolSize: 20, statementTimeoutMs: 500 },
      storage: { objectSizeLimit: 1024 ** 4, purgeGraceMs: 0, s3: null },
      auth: {
        tokenSecret: 'x'.repeat(32),
        tokenLifetimeMs: 900_000,
        loginLimits: { perAccount: 3, perAddress: 30, windowMs: 3_600_000 },
        outsideIssuer: { issuer: 'https://login.example.org/', audience: 'thingstore' },
      },
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

  it('holds each setting to its rule', () => {
    settingTakes('PORT', { good: ['0', '1', '65535'], bad: ['65536', '-1', '80.5', '0x50', ' 80', '1e3'] });
    settingTakes('HOST', { good: ['localhost', '0.0.0.0', 'fe80::1%eth0'], bad: ['http://localhost', 'a b', 'a,b'] });
    settingTakes('PUBLIC_URL', {
      good: ['http://localhost:4000', 'https://a.example.org/things/'],
      bad: ['a.example.org', 'ftp://a.example.org', 'https://', 'https://a/?x=1', 'https://a/#x', 'https://me:pw@a'],
    });
    const account = { S3_ACCESS_KEY: 'me', S3_SECRET_KEY: 'secret' };
    settingTakes(
      'S3_ENDPOINT',
      {
        good: ['http://minio:9000', 'https://s3.eu-west-1.amazonaws.com/', 'http://[::1]:9000'],
        bad: ['minio:9000', 'http://minio:9000/things', 'http://minio:9000?x', 's3://things'],
      },
      account,
    );
    settingTakes('S3_PUBLIC_ENDPOINT', { good: ['https://a.example.org'], bad: ['https://a.example.org/s3'] }, s3);
    settingTakes(
      'S3_BUCKET',
      { good: ['abc', 'a'.repeat(63), 'a.b-c'], bad: ['ab', 'a'.repeat(64), 'A-B', '-ab', 'a..b', '10.0.0.1', 'a_b'] },
      s3,
    );
    settingTakes('S3_REGION', { good: ['eu-west-1'], bad: ['eu west', 'a'.repeat(65)] }, s3);
    settingTakes('S3_ACCESS_KEY', { good: ['minioadmin'], bad: ['a b', 'x'.repeat(201)] }, s3);
    settingTakes('S3_PATH_STYLE', { good: ['true', 'false'], bad: ['yes'] }, s3);
    settingTakes('S3_TIMEOUT', { good: ['100ms', '1m'], bad: ['99ms', '10'] }, s3);
    settingTakes('DATA_DIR', { good: ['/data', 'relative/folder', 'with space'], bad: ['nul\0'] });
    settingTakes('DATABASE_URL', {
      good: ['postgres://db/things', 'postgresql://%2Frun%2Fpostgresql/things', 'postgresql:///things?host=/run/pg'],
      bad: ['mysql://db/things', 'db', 'postgres://', 'postgres://a b'],
    });
    settingTakes('DATABASE_POOL_SIZE', { good: ['2', '1000'], bad: ['1', '1001', 'ten'] });
    settingTakes('PROJECT_ID', { good: ['a', 'Farm_1-b', 'x'.repeat(64)], bad: ['a/b', '..', 'x'.repeat(65), 'ä'] });
    settingTakes('ADMIN_EMAIL', {
      good: ['a@b', 'admin@localhost', `${'a'.repeat(252)}@b`],
      bad: ['admin', 'a@', '@b', 'a@b@c', 'a b@c', `${'a'.repeat(253)}@b`],
    });
    settingTakes('ADMIN_PASSWORD', { good: ['x'.repeat(8), 'x'.repeat(200)], bad: ['x'.repeat(7), 'x'.repeat(201)] });
    settingTakes('TOKEN_SECRET', { good: ['x'.repeat(32), 'x'.repeat(1000)], bad: ['x'.repeat(31), 'x'.repeat(1001)] });
    settingTakes('TOKEN_LIFETIME', { good: ['1s', '1000ms', '24d'], bad: ['999ms', '0s', '25d', '12'] });
    for (const name of ['LOGIN_ATTEMPTS_PER_ACCOUNT', 'LOGIN_ATTEMPTS_PER_ADDRESS']) {
      settingTakes(name, { good: ['1', '1000000'], bad: ['0', '1000001', '-1', 'many'] });
    }
    settingTakes('LOGIN_WINDOW', { good: ['1s', '24d'], bad: ['999ms', '25d', '15'] });
    settingTakes('TRUSTED_PROXIES', {
      good: ['loopback', '10.1.2.3', '10.0.0.0/8, fd00::/8', 'linklocal,uniquelocal'],
      bad: ['proxy.example.org', '10.0.0.0/33', 'loopback,', '*', '1'],
    });
    settingTakes('REQUIRE_API_KEY', { good: ['rest', 'all', 'none'], bad: ['REST', 'true', 'graphql'] });
    const audience = { OIDC_AUDIENCE: 'things' };
    const loopback = ['http://localhost:8080', 'http://127.0.0.1:1/x', 'http://[::1]:8080/'];
    settingTakes(
      'OIDC_ISSUER',
      {
        good: ['https://login.example.org', 'https://login.example.org/realms/a/', ...loopback],
        bad: [
          'login.example.org',
          'http://login.example.org',
          'http://127.0.0.1.example.org',
          'https://a/?x',
          'https://a/ ',
        ],
      },
      audience,
    );
    settingTakes(
      'OIDC_AUDIENCE',
      { good: ['x', 'x'.repeat(200)], bad: ['a b', 'x'.repeat(201)] },
      {
        OIDC_ISSUER: 'https://login.example.org',
      },
    );
    settingTakes('BODY_SIZE_LIMIT', { good: ['1B', '20MB'], bad: ['0B', '5', '5mb', 'big'] });
    settingTakes('UPLOAD_SIZE_LIMIT', { good: ['1B', '20MB'], bad: ['0MB', '1M'] });
    settingTakes('OBJECT_SIZE_LIMIT', { good: ['1B', '5TB'], bad: ['0TB', '5tb'] });
    settingTakes('PURGE_GRACE', { good: ['0s', '24d'], bad: ['-1s', '25d', '1 day'] });
    settingTakes('STATEMENT_TIMEOUT', { good: ['1ms', '24d'], bad: ['0ms', '25d', '30'] });
    settingTakes('CORS_ORIGINS', {
      good: ['*', 'https://a.example.org', 'https://a.example.org,http://localhost:3000'],
      bad: ['a.example.org', 'https://a.example.org/', 'https://a/path', '*,https://a', 'https://a,', 'null'],
    });
    settingTakes('LOG_LEVEL', { good: ['error', 'warn', 'info', 'debug', 'silent'], bad: ['INFO', 'trace'] });
    settingTakes('DEVELOPMENT', { good: ['true', 'false'], bad: ['1', 'yes', 'TRUE'] });
  });
});
