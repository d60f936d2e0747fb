import type { ResourceDiagnostics } from './resource-diagnostics.entity.js';
import { SourceState } from '../resources/resource-pointer.entity.js';
import { ResourceState, type ResourceEntry } from '../resources/resource.entity.js';

export type Findings = Omit<ResourceDiagnostics, 'problems'>;

/** What cannot be told from the findings themselves. */
interface Circumstances {
  readonly entry: Pick<ResourceEntry, 'ownerId' | 'path'>;
  /** The account that was asked about; null for the caller itself. */
  readonly userId: string | null;
  /** The object store did not answer. */
  readonly isStoreAway: boolean;
}

/** One plain sentence for each thing that is wrong, and what to do about it. */
export function problemsOf(found: Findings, { entry, userId, isStoreAway }: Circumstances): string[] {
  const place = `${entry.path} of ${entry.ownerId}`;
  return [
    found.access.role === null &&
      `The account ${userId ?? ''} has no role at ${place}: assign it ResourceViewer there, on the owner or on the project.`,
    found.state === ResourceState.AWAITING_UPLOAD &&
      'Its bytes have not arrived: send them to the URL of requestUpload, then call completeUpload.',
    found.isArchived &&
      'It is archived: lists leave it out, unless asked with archived: INCLUDE. restoreResources brings it back.',
    ...problemsOfSource(found),
    found.typeMatches === false &&
      `It was declared as ${found.declaredType ?? ''}, and its first bytes are ${found.detectedType ?? ''}: it is served as what they are.`,
    isStoreAway && 'The object store does not answer: its bytes could not be looked at.',
    ...(isStoreAway ? [] : problemsOfBytes(found)),
  ].filter((problem) => problem !== false);
}

function problemsOfSource({ sourceReference: source }: Findings): (string | false)[] {
  if (source?.state !== SourceState.DELETED) return [];
  return [`Its source, ${source.path} of ${source.ownerId}, was deleted: the pointer is an orphan, without a file.`];
}

function problemsOfBytes(found: Findings): (string | false)[] {
  const { expectedSize, storedSize } = found;
  if (found.sizeMatches === false && storedSize === null)
    return ['Its bytes are not in the store any more: upload them again.'];
  return [
    found.sizeMatches === false &&
      `It should have ${String(expectedSize)} bytes, and ${String(storedSize)} are stored: upload them again.`,
    found.hashMatches === false &&
      'Its bytes are damaged: their SHA-256 is another than when they came. Upload them again.',
    found.isReachable === false &&
      'A signed URL does not answer from the server: see that the public address of the server, or of the store, leads to it.',
  ];
}
