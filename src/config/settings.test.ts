import { describe, it } from 'node:test';
import { settingTakes } from '../../test/support/configuration.js';

const s3 = { S3_ENDPOINT: 'http://minio:9000/', S3_ACCESS_KEY: 'me', S3_SECRET_KEY: 'secret' };

describe('a setting', () => {
  it('of a limit is held to its rule', () => {
    for (const [name, most] of [
      ['QUERY_TOKEN_LIMIT', 1_000_000],
      ['QUERY_DEPTH_LIMIT', 50],
      ['QUERY_FIELD_LIMIT', 100_000],
      ['QUERY_ROOT_FIELD_LIMIT', 10_000],
      ['QUERY_COST_LIMIT', 1_000_000_000],
      ['OPERATIONS_PER_VIEWER', 1_000_000],
      ['SOCKETS_PER_VIEWER', 1_000_000],
      ['SOCKETS_PER_ADDRESS', 1_000_000],
      ['SUBSCRIPTIONS_PER_SOCKET', 100_000],
      ['SUBSCRIPTION_QUEUE_LIMIT', 100_000],
    ] as const) {
      settingTakes(name, { good: ['1', most.toString()], bad: ['0', (most + 1).toString(), '-1', 'many'] });
    }
    for (const name of ['SOCKET_IDLE_TIMEOUT', 'SOCKET_STALL_TIMEOUT', 'BODY_STALL_TIMEOUT']) {
      settingTakes(name, { good: ['100ms', '24d'], bad: ['99ms', '25d', '30'] });
    }
    for (const name of ['INTROSPECTION', 'SUGGESTIONS']) {
      settingTakes(name, { good: ['true', 'false'], bad: ['1', 'on'] });
    }
  });

  it('of any other kind is held to its rule', () => {
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
