import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { ACCOUNT_ENTITIES, ACCOUNT_RESOLVERS, accountModule } from './accounts/account.module.js';
import { hasAccounts, makeFirstProject } from './accounts/first-start.js';
import { Authentication } from './auth/authentication.js';
import { Permissions } from './auth/permissions.js';
import { SessionTokens } from './auth/session-token.js';
import { CHANGE_CHANNEL, ChangeAnnouncer } from './changes/change-announcer.js';
import { ChangeFeed } from './changes/change-feed.js';
import { ensureChangePartitions } from './changes/change-partitions.js';
import { ensureFeedEpoch } from './changes/feed-epoch.js';
import type { Clock } from './clock/clock.js';
import type { Random } from './clock/random.js';
import type { Config } from './config/config.js';
import { publicUrlOf } from './config/public-url.js';
import { secretFile } from './config/secret-file.js';
import { readVersion } from './config/version.js';
import type { Database } from './database/database.js';
import { Notifications } from './database/notifications.js';
import { openDatabase, type OpenedDatabase } from './database/open-database.js';
import { buildThingstoreSchema, type ResolverClass } from './graphql/build-schema.js';
import { startHttpServer } from './http/server.js';
import { lifecycleModule } from './lifecycle/lifecycle.module.js';
import type { Log } from './logging/log.js';
import type { ResolverOf } from './request/context.js';
import { OWNER_ENTITIES, OWNER_RESOLVERS, ownerModule } from './owners/owner.module.js';
import { RESOURCE_ENTITIES, RESOURCE_RESOLVERS, resourceModule } from './resources/resource.module.js';
import { DiskStore } from './storage/disk-store.js';
import { SignedLinks } from './storage/signed-link.js';

/** What comes into the app from outside. */
export interface AppParts {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  /** Something that the app cannot live without ended by itself. */
  readonly onLost: (reason: string) => void;
}

/** A running Thingstore. */
export interface App {
  readonly url: string;
  /** How the first administrator logs in; the file holds the generated password, null when it was given. */
  readonly administrator: { readonly email: string; readonly passwordFile: string | null };
  /** Ends cleanly: doors first, the embedded database last. */
  stop(): Promise<void>;
}

const ENTITIES = [...ACCOUNT_ENTITIES, ...OWNER_ENTITIES, ...RESOURCE_ENTITIES];

/** The resolvers of all rooms: what the schema is made of. */
export const RESOLVERS: readonly ResolverClass[] = [...ACCOUNT_RESOLVERS, ...OWNER_RESOLVERS, ...RESOURCE_RESOLVERS];

/** Puts the parts together, by hand and in the one order that works, and opens the doors last. */
export async function startApp(parts: AppParts): Promise<App> {
  const { config, log, clock, random, onLost } = parts;
  const { dataFolder } = config;
  const secret = Buffer.from(await tokenSecret(parts));
  const opened = await openDatabase({ ...config.database, dataFolder, entities: ENTITIES, log, random, onLost });
  try {
    const { database } = opened;
    await ensureFeedEpoch(database);
    await ensureChangePartitions(database, clock);
    const administrator = await prepareFirstProject(parts, database);
    const served = await serve(parts, opened, secret);
    return { ...served, administrator, stop: () => served.stop().finally(() => opened.close()) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function serve(parts: AppParts, opened: OpenedDatabase, secret: Buffer) {
  const { config, log, clock, random } = parts;
  const { database } = opened;
  let publicUrl = '';
  const links = new SignedLinks({ publicUrl: () => publicUrl, secret, clock });
  const store = await DiskStore.open({ folder: join(config.dataFolder, 'objects'), links, clock, random, log });
  const tokens = new SessionTokens({
    ...{ secret: keyFor(secret, 'session tokens'), lifetimeMs: config.auth.tokenLifetimeMs, clock },
  });
  const permissions = new Permissions();
  const authentication = new Authentication({ database, tokens, clock });
  const live = liveFeed(parts, opened);
  const accounts = accountModule({ database, tokens });
  const owners = ownerModule({ database, permissions, clock, random, domainLoader: accounts.domainLoader });
  const resources = resourceModule({
    ...{ database, permissions, feed: live.feed, announcer: live.announcer, store, clock, random },
    ...{ ownerLoader: owners.ownerLoader, secret: keyFor(secret, 'writeable URLs') },
    ...{ uploadSizeLimit: config.http.uploadSizeLimit, ...config.storage },
  });
  const { scheduler } = lifecycleModule({ database, store, clock, log, purgeGraceMs: config.storage.purgeGraceMs });
  const instances: readonly object[] = [...accounts.resolvers, ...owners.resolvers, ...resources.resolvers];
  await live.notifications.start();
  const http = await startHttpServer({
    ...{ config: config.http, isDevelopment: config.isDevelopment, publicUrl: () => publicUrl, version: readVersion() },
    ...{ random, log, authentication, resolverOf: resolverOf(instances) },
    schema: buildThingstoreSchema({ resolvers: RESOLVERS, instances }),
    objects: { store, links, door: resources.door },
    checks: { database: () => database.check(), objectStore: () => store.check() },
  });
  publicUrl = publicUrlOf(config.http, http.port);
  scheduler.start();
  return {
    url: publicUrl,
    stop: async () => {
      await http.stop();
      await scheduler.stop();
      live.feed.stop();
      await live.notifications.stop();
    },
  };
}

/** The feed, what wakes it, and what wakes that of other processes. */
function liveFeed({ log, random }: AppParts, { database, connection }: OpenedDatabase) {
  const feed = new ChangeFeed({ database, log });
  const announcer = new ChangeAnnouncer({
    ...{ database, log, processId: random.id() },
    wake: (projectId) => {
      feed.wake(projectId);
    },
  });
  const notifications = new Notifications({
    ...{ connection, channel: CHANGE_CHANNEL, log },
    onNotification: (payload) => {
      announcer.hear(payload);
    },
    onConnected: () => {
      feed.wakeAll();
    },
  });
  return { feed, announcer, notifications };
}

function resolverOf(instances: readonly object[]): ResolverOf {
  const built = new Map(instances.map((instance) => [instance.constructor, instance]));
  return (constructor) => {
    const instance = built.get(constructor);
    if (instance instanceof constructor) return instance;
    throw new Error(`Not built: ${constructor.name}.`);
  };
}

/** One secret, a key of its own for each purpose: nothing signed for one can pass for another. */
function keyFor(secret: Buffer, purpose: string): Buffer {
  return createHmac('sha256', secret).update(`thingstore ${purpose}`).digest();
}

async function tokenSecret({ config, random }: AppParts): Promise<string> {
  const file = join(config.dataFolder, 'token-secret');
  return config.auth.tokenSecret ?? secretFile(file, () => random.bytes(32).toString('hex'));
}

async function prepareFirstProject(parts: AppParts, database: Database): Promise<App['administrator']> {
  const { adminEmail: email, adminPassword, projectId } = parts.config.firstStart;
  const file = join(parts.config.dataFolder, 'admin-password');
  const passwordFile = adminPassword === undefined ? file : null;
  if (!(await hasAccounts(database))) {
    const password = adminPassword ?? (await secretFile(file, () => parts.random.bytes(15).toString('base64url')));
    await makeFirstProject({ ...parts, database }, { id: projectId, administrator: { email, password } });
  }
  return { email, passwordFile };
}
