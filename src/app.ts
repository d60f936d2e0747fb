// Before everything that has decorators.
import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { ACCOUNT_ENTITIES, ACCOUNT_RESOLVERS, accountModule } from './accounts/account.module.js';
import { ADMINISTRATION_RESOLVERS, administrationModule } from './accounts/administration.module.js';
import { findAdministrator, type Administrator } from './accounts/administrator.js';
import { hasAccounts, makeFirstProject } from './accounts/first-start.js';
import { Authentication } from './auth/authentication.js';
import { LoginAttempts } from './auth/login-attempts.js';
import { OutsideIssuer } from './auth/outside-issuer.js';
import { Permissions, type PermissionOptions } from './auth/permissions.js';
import { SessionTokens } from './auth/session-token.js';
import { AccountRole } from './auth/viewer.js';
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
import { loggableError } from './errors/unexpected-error.js';
import { buildThingstoreSchema, type ResolverClass } from './graphql/build-schema.js';
import type { RestSchemas } from './http/rest/rest-descriptions.js';
import { startHttpServer } from './http/server.js';
import { LIFECYCLE_RESOLVERS, lifecycleModule } from './lifecycle/lifecycle.module.js';
import type { Log } from './logging/log.js';
import type { ResolverOf } from './request/context.js';
import { FILE_RESOLVERS, fileModule } from './files/file.module.js';
import { FILE_SCHEMAS } from './files/file-schemas.js';
import { OWNER_ENTITIES, OWNER_RESOLVERS, ownerModule } from './owners/owner.module.js';
import { POINTER_RESOLVERS, pointerModule } from './pointers/pointer.module.js';
import { DIAGNOSTICS_RESOLVERS, diagnosticsModule } from './diagnostics/diagnostics.module.js';
import { SURVEY_RESOLVERS, surveyModule } from './surveys/survey.module.js';
import { TRANSLATION_RESOLVERS, translationsModule } from './translations/translations.module.js';
import { RESOURCE_ENTITIES, RESOURCE_RESOLVERS, resourceModule } from './resources/resource.module.js';
import type { ObjectStore } from './storage/object-store.js';
import { openObjectStore } from './storage/open-object-store.js';

/** What comes into the app from outside. */
export interface AppParts {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  /** Something that the app cannot live without ended by itself. */
  readonly onLost: (reason: string) => void;
  /** Aborted when a start that is under way is not wanted any more: it ends what it began, and fails. */
  readonly ending?: AbortSignal;
}

/** What every room is built of. */
interface Works {
  readonly database: Database;
  readonly permissions: Permissions;
  readonly announcer: ChangeAnnouncer;
  readonly clock: Clock;
  readonly random: Random;
}

/** A running Thingstore. */
export interface App {
  /** Where clients reach it. */
  readonly url: string;
  /** Where this machine reaches it, whatever is in front of it. */
  readonly localUrl: string;
  /** Null when there is no Root account. */
  readonly administrator: Administrator | null;
  /** Ends cleanly: doors first, the embedded database last. */
  stop(): Promise<void>;
}

const ENTITIES = [...ACCOUNT_ENTITIES, ...OWNER_ENTITIES, ...RESOURCE_ENTITIES];

/** The resolvers of all rooms: what the schema is made of. */
export const RESOLVERS: readonly ResolverClass[] = [
  ...ACCOUNT_RESOLVERS,
  ...ADMINISTRATION_RESOLVERS,
  ...OWNER_RESOLVERS,
  ...RESOURCE_RESOLVERS,
  ...POINTER_RESOLVERS,
  ...SURVEY_RESOLVERS,
  ...TRANSLATION_RESOLVERS,
  ...DIAGNOSTICS_RESOLVERS,
  ...FILE_RESOLVERS,
  ...LIFECYCLE_RESOLVERS,
];

/** What the rooms take and answer over REST: what its description is made of. */
export const REST_SCHEMAS: RestSchemas = { files: FILE_SCHEMAS };

/**
 * Puts the parts together, by hand and in the one order that works, and opens the doors last. When that fails, all that
 * had begun is ended before the error comes out.
 */
export async function startApp(parts: AppParts): Promise<App> {
  const begun = new Begun();
  try {
    return await begin(parts, begun);
  } catch (error) {
    await begun.end().catch((cause: unknown) => {
      parts.log.error({ error: loggableError(cause) }, 'What had begun could not be ended.');
    });
    throw error;
  }
}

async function begin(parts: AppParts, begun: Begun): Promise<App> {
  const secret = Buffer.from(await tokenSecret(parts));
  const opened = await openedDatabase(parts);
  begun.add(() => opened.close());
  const { database } = opened;
  const steps = [
    () => ensureFeedEpoch(database),
    () => ensureChangePartitions(database, parts.clock),
    () => prepareFirstProject(parts, database),
  ];
  for (const step of steps) {
    parts.ending?.throwIfAborted();
    await step();
  }
  const administrator = await findAdministrator(database, passwordFile(parts));
  parts.ending?.throwIfAborted();
  const addresses = await serve({ ...parts, begun }, opened, secret);
  parts.ending?.throwIfAborted();
  return { ...addresses, administrator, stop: () => begun.end() };
}

/** An embedded database is waited for in any case, since it has to be ended; one elsewhere while anybody wants it. */
async function openedDatabase(parts: AppParts): Promise<OpenedDatabase> {
  const { config, log, random, onLost, ending } = parts;
  const { dataFolder } = config;
  ending?.throwIfAborted();
  const opening = openDatabase({ ...config.database, dataFolder, entities: ENTITIES, log, random, onLost });
  if (config.database.url === undefined || ending === undefined) return opening;
  const unwanted = once(ending, 'abort').then(() => {
    throw ending.reason;
  });
  return Promise.race([opening, unwanted]);
}

async function serve(parts: AppParts & { readonly begun: Begun }, opened: OpenedDatabase, secret: Buffer) {
  const { config, log, clock, random, begun } = parts;
  const { database } = opened;
  let publicUrl = '';
  const { dataFolder, storage } = config;
  const opening = { s3: storage.s3, dataFolder, publicUrl: () => publicUrl, secret, clock, random, log };
  const objects = await openObjectStore(opening);
  const { store, door } = objects;
  begun.add(() => {
    objects.close();
  });
  const permissions = new Permissions(permissionOptions(config));
  const { authentication, ...logins } = whoIsAsking(parts, database, secret);
  const live = liveFeed(parts, opened, permissions);
  const works: Works = { database, permissions, announcer: live.announcer, clock, random };
  const { accounts, resources, files, lifecycle, instances } = buildRooms(parts, {
    ...{ works, logins, feed: live.feed, store, secret },
  });
  begun.add(() => live.notifications.stop());
  await live.notifications.start();
  begun.add(() => {
    live.feed.stop();
  });
  begun.add(() => lifecycle.scheduler.stop());
  const http = await startHttpServer({
    ...{ config: config.http, graphql: config.graphql, sockets: config.sockets },
    ...{ isDevelopment: config.isDevelopment, publicUrl: () => publicUrl, version: readVersion() },
    ...{ clock, random, log, authentication, resolverOf: resolverOf(instances), sessions: accounts.sessions },
    schema: buildThingstoreSchema({ resolvers: RESOLVERS, instances }),
    files: { door: files.protocol, store, objectSizeLimit: storage.objectSizeLimit },
    objects: door === null ? null : { store, ...door, door: resources.door },
    checks: { database: () => database.check(), objectStore: () => store.check() },
  });
  begun.add(() => http.stop());
  publicUrl = publicUrlOf(config.http, http.port);
  begun.add(() => resources.arrivals.stop());
  resources.arrivals.start();
  lifecycle.scheduler.start();
  return { url: publicUrl, localUrl: publicUrlOf({ ...config.http, publicUrl: undefined }, http.port) };
}

/** The rooms, each after those that it builds on, and the resolvers of all of them. */
function buildRooms(
  { config, log }: AppParts,
  built: {
    readonly works: Works;
    readonly logins: Omit<ReturnType<typeof whoIsAsking>, 'authentication'>;
    readonly feed: ChangeFeed;
    readonly store: ObjectStore;
    readonly secret: Buffer;
  },
) {
  const { works, logins, feed, store, secret } = built;
  const { storage } = config;
  const accounts = accountModule({ ...works, ...logins });
  const administration = administrationModule({ ...works, domainLoader: accounts.domainLoader });
  const owners = ownerModule({ ...works, domainLoader: accounts.domainLoader });
  const resources = resourceModule({
    ...{ ...works, feed, store, log },
    ...{ ownerLoader: owners.ownerLoader, secret: keyFor(secret, 'writeable URLs') },
    ...{ uploadSizeLimit: config.http.uploadSizeLimit, ...storage },
  });
  const files = fileModule({
    ...{ ...works, ...resources.offered, ownerLoader: owners.ownerLoader },
    ...{ uploadSizeLimit: config.http.uploadSizeLimit, objectSizeLimit: storage.objectSizeLimit },
  });
  const readers = [
    pointerModule({ ...works, ...resources.offered }),
    surveyModule(works),
    translationsModule(works),
    diagnosticsModule({ ...resources.offered, accounts: accounts.queries, store }),
  ];
  const lifecycle = lifecycleModule({
    ...{ ...works, store, log, uploads: resources.completion, grants: resources.completions },
    ...{ purgeGraceMs: storage.purgeGraceMs, historyRetentionMs: config.history.retentionMs },
  });
  const rooms = [accounts, administration, owners, resources, files, ...readers, lifecycle];
  const instances = rooms.flatMap((room): readonly object[] => room.resolvers);
  return { accounts, resources, files, lifecycle, instances };
}

/** How callers are known, and how they log in. */
function whoIsAsking({ config: { auth }, clock, log }: AppParts, database: Database, secret: Buffer) {
  const tokens = new SessionTokens({
    ...{ secret: keyFor(secret, 'session tokens'), lifetimeMs: auth.tokenLifetimeMs, clock },
  });
  const outsideIssuer = auth.outsideIssuer === null ? null : new OutsideIssuer({ ...auth.outsideIssuer, clock, log });
  const attempts = new LoginAttempts({
    ...{ database, clock, secret: keyFor(secret, 'attempts to log in'), limits: auth.loginLimits },
  });
  return { tokens, attempts, authentication: new Authentication({ database, tokens, outsideIssuer, clock }) };
}

const ACCOUNT_ROLES: Readonly<Record<Config['permissions']['unitsReadRole'], AccountRole>> = {
  Read: AccountRole.READ,
  ReadWrite: AccountRole.READ_WRITE,
  Root: AccountRole.ROOT,
};

function permissionOptions({ permissions: { groupFileReadRole, unitsReadRole } }: Config): PermissionOptions {
  return { groupFileReadRole, unitsReadRole: ACCOUNT_ROLES[unitsReadRole] };
}

/** The feed, what wakes it, and what wakes that of other processes. */
function liveFeed(
  { config, log, random }: AppParts,
  { database, connection }: OpenedDatabase,
  permissions: Permissions,
) {
  const feed = new ChangeFeed({ database, permissions, log, queueLimit: config.feed.queueLimit });
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

function passwordFile({ config }: AppParts): string {
  return join(config.dataFolder, 'admin-password');
}

async function prepareFirstProject(parts: AppParts, database: Database): Promise<void> {
  if (await hasAccounts(database)) return;
  const { adminEmail: email, adminPassword, projectId } = parts.config.firstStart;
  const generate = () => parts.random.bytes(15).toString('base64url');
  const password = adminPassword ?? (await secretFile(passwordFile(parts), generate));
  await makeFirstProject({ ...parts, database }, { id: projectId, administrator: { email, password } });
}

/** What has begun and has to be ended: what began last ends first. */
class Begun {
  private readonly ends: (() => Promise<void> | void)[] = [];

  add(end: () => Promise<void> | void): void {
    this.ends.push(end);
  }

  /** Ends all of it, also when some of it fails; then the first failure comes out. */
  async end(): Promise<void> {
    const failures: unknown[] = [];
    for (const end of this.ends.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
