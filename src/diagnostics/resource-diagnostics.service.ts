import type { AccountQueries } from '../accounts/account.queries.js';
import { UserNotFound } from '../accounts/account.errors.js';
import type { Subject, Viewer } from '../auth/viewer.js';
import { isUuid } from '../database/uuid.js';
import { Forbidden } from '../errors/forbidden.js';
import { ServiceUnavailable } from '../errors/service-unavailable.js';
import { linkAnswers } from '../storage/link-answer.js';
import type { ObjectStore } from '../storage/object-store.js';
import { hashObject } from '../storage/read-object.js';
import type { EntryAccess, EntryAccessService } from '../resources/entry-access.js';
import type { FileDetails } from '../resources/file-details.js';
import type { ResourceDiagnostics } from './resource-diagnostics.entity.js';
import { ResourcePointer } from '../resources/resource-pointer.entity.js';
import { problemsOf, type Findings } from './resource-problems.js';
import type { ResourceEntry } from '../resources/resource.entity.js';
import type { ResourceQueries } from '../resources/resource.queries.js';
import { NO_ACCESS, shownAccess } from '../resources/shown-access.js';
import type { SignedUrlService } from '../resources/signed-url.service.js';
import { HASHED_AT_ONCE } from '../resources/uploads/upload-inspection.js';

/** What to look at beside the record: each takes time. */
export interface Looks {
  readonly atSize: boolean;
  readonly atHash: boolean;
  readonly atLink: boolean;
}

type BytesFound = Pick<Findings, 'storedSize' | 'sizeMatches' | 'storedSha256' | 'hashMatches' | 'isReachable'>;

const NOT_LOOKED_AT: BytesFound = {
  storedSize: null,
  sizeMatches: null,
  storedSha256: null,
  hashMatches: null,
  isReachable: null,
};

/** Finds out why an entry does not show. */
export class ResourceDiagnosticsService {
  constructor(
    private readonly parts: {
      readonly resources: ResourceQueries;
      readonly accounts: AccountQueries;
      readonly access: EntryAccessService;
      readonly urls: SignedUrlService;
      readonly store: ObjectStore;
    },
  ) {}

  /**
   * What is not visible to the viewer is answered like what is not there. A ResourceAdmin of the entry may ask what an
   * account may do with it. Errors: FORBIDDEN and USER_NOT_FOUND, both for userId.
   */
  async diagnose(
    viewer: Viewer,
    ask: { readonly id: string; readonly userId: string | null; readonly looks: Looks },
  ): Promise<ResourceDiagnostics> {
    const { resources, access } = this.parts;
    const [entry] = await resources.byIds(viewer, [ask.id]);
    if (entry === undefined) return unknown(ask.id);
    const own = (await access.of(viewer, [entry.id])).get(entry.id) ?? null;
    const isAdmin = own?.role === 'ResourceAdmin';
    // A role on the source of a pointer opens nothing of the place where the pointer lies.
    const administersPlace = isAdmin && !own.isOfSource;
    const asked = await this.accessAskedFor(viewer, { ...ask, entry, own, isAdmin: administersPlace });
    const bytes = await this.lookAtBytes(entry, { ...ask.looks, atHash: ask.looks.atHash && isAdmin });
    const { details } = entry;
    const found: Findings = {
      resourceId: entry.id,
      exists: true,
      state: entry.state,
      isArchived: entry.archivedAt !== null,
      access: asked,
      declaredType: details?.declaredType ?? null,
      detectedType: details?.detectedType ?? null,
      typeMatches: typeMatches(details),
      expectedSize: details?.size ?? null,
      expectedSha256: details?.sha256 ?? null,
      sourceReference: entry instanceof ResourcePointer ? entry.sourceReference : null,
      ...bytes.found,
    };
    const problems = problemsOf(found, { entry, userId: ask.userId, isStoreAway: bytes.isStoreAway });
    return { ...found, problems };
  }

  private async accessAskedFor(
    viewer: Viewer,
    ask: {
      readonly entry: ResourceEntry;
      readonly userId: string | null;
      readonly own: EntryAccess | null;
      readonly isAdmin: boolean;
    },
  ) {
    const { entry, userId, own, isAdmin } = ask;
    if (userId === null) return shownAccess(viewer, entry, own);
    if (!isAdmin) {
      const needed = { role: 'ResourceAdmin', ownerId: entry.ownerId, path: entry.path };
      throw new Forbidden(
        `Asking for an account needs the role ResourceAdmin at ${entry.path} of ${entry.ownerId}.`,
        needed,
      );
    }
    const { accounts, access } = this.parts;
    const account = isUuid(userId) ? await accounts.account(viewer.projectId, userId) : null;
    if (account === null) throw new UserNotFound(userId);
    const subject: Subject = {
      kind: 'ACCOUNT',
      projectId: viewer.projectId,
      accountId: account.id,
      role: account.role,
    };
    return shownAccess(subject, entry, (await access.of(subject, [entry.id])).get(entry.id) ?? null);
  }

  private async lookAtBytes(
    entry: ResourceEntry,
    looks: Looks,
  ): Promise<{ readonly found: BytesFound; readonly isStoreAway: boolean }> {
    const { details } = entry;
    if (details === null || !(looks.atSize || looks.atHash || looks.atLink)) {
      return { found: NOT_LOOKED_AT, isStoreAway: false };
    }
    try {
      return { found: await this.bytesFound(entry, details, looks), isStoreAway: false };
    } catch (cause) {
      if (!(cause instanceof ServiceUnavailable)) throw cause;
      return { found: { ...NOT_LOOKED_AT, isReachable: false }, isStoreAway: true };
    }
  }

  private async bytesFound(entry: ResourceEntry, details: FileDetails, looks: Looks): Promise<BytesFound> {
    const stored = await this.parts.store.stat(details.key);
    const isHashed = looks.atHash && stored !== null && stored.size <= HASHED_AT_ONCE;
    const storedSha256 = isHashed ? await hashObject(this.parts.store, details.key) : null;
    const url = looks.atLink ? this.parts.urls.read(entry, { download: false }) : null;
    return {
      storedSize: stored?.size ?? null,
      sizeMatches: stored?.size === details.size,
      storedSha256,
      hashMatches: storedSha256 === null || details.sha256 === null ? null : storedSha256 === details.sha256,
      isReachable: url === null ? null : await linkAnswers(url.url, { isEmpty: stored?.size === 0 }),
    };
  }
}

function typeMatches(details: FileDetails | null): boolean | null {
  if (details?.detectedType == null || details.declaredType === null) return null;
  return essence(details.declaredType) === essence(details.detectedType);
}

function essence(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function unknown(resourceId: string): ResourceDiagnostics {
  return {
    resourceId,
    exists: false,
    state: null,
    isArchived: false,
    access: NO_ACCESS,
    declaredType: null,
    detectedType: null,
    typeMatches: null,
    expectedSize: null,
    expectedSha256: null,
    sourceReference: null,
    ...NOT_LOOKED_AT,
    problems: ['There is no such resource, or it may not be seen: who administrates resources there can tell which.'],
  };
}
