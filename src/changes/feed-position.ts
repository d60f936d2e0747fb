import { ThingstoreError } from '../errors/thingstore-error.js';
import { InvalidArguments } from '../errors/invalid-arguments.js';

/**
 * A place in the one order of all changes: (epoch, transaction, sequence). Sequence numbers are taken before commit,
 * so the sequence alone orders nothing: never ask for "seq > last".
 */
export interface FeedPosition {
  readonly epoch: number;
  readonly xid: bigint;
  readonly seq: bigint;
  /**
   * Only of a place before which, and after which, rows of the history were removed already (HISTORY_RETENTION): up to
   * where they were when the place was given out. Who holds it knows of these gaps, and of no later ones.
   */
  readonly gapsUpTo?: FeedPosition;
}

/** Before all changes. */
export const FIRST_POSITION: FeedPosition = { epoch: 0, xid: 0n, seq: 0n };

/** The feed cannot be resumed there: what came after it is no longer kept, or it is from another database. */
export class CursorExpired extends ThingstoreError {
  readonly code = 'CURSOR_EXPIRED';
  override readonly property = 'after';

  constructor() {
    super('The feed cannot be resumed at this cursor. Read the page again and subscribe after its changeCursor.');
  }
}

const FORM = /^feed((?::\d{1,20}){3})((?::\d{1,20}){3})?$/;
/** What PostgreSQL's smallint, xid8 and bigint can hold. */
const LARGEST: FeedPosition = { epoch: 2 ** 15 - 1, xid: 2n ** 64n - 1n, seq: 2n ** 63n - 1n };

/** The position as clients hold it: opaque text. */
export function feedCursor(position: FeedPosition): string {
  const { gapsUpTo } = position;
  const text = `feed${partsOf(position)}${gapsUpTo === undefined ? '' : partsOf(gapsUpTo)}`;
  return Buffer.from(text).toString('base64url');
}

function partsOf({ epoch, xid, seq }: FeedPosition): string {
  return `:${epoch.toString()}:${xid.toString()}:${seq.toString()}`;
}

/** Errors: INVALID_ARGUMENTS after. */
export function parseFeedCursor(cursor: string): FeedPosition {
  const [, position, gapsUpTo] = FORM.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (position === undefined) throw noCursor();
  return gapsUpTo === undefined ? parseParts(position) : { ...parseParts(position), gapsUpTo: parseParts(gapsUpTo) };
}

function parseParts(text: string): FeedPosition {
  const [epoch = 0n, xid = 0n, seq = 0n] = text.slice(1).split(':').map(BigInt);
  const position = { epoch: Number(epoch), xid, seq };
  const { epoch: mostEpoch, xid: mostXid, seq: mostSeq } = LARGEST;
  if (position.epoch > mostEpoch || position.xid > mostXid || position.seq > mostSeq) throw noCursor();
  return position;
}

function noCursor(): InvalidArguments {
  return new InvalidArguments('after', 'This is no cursor of the change feed.');
}

/** Negative when a comes before b, positive when after, 0 when they are one. */
export function compareFeedPositions(a: FeedPosition, b: FeedPosition): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch;
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  if (a.seq !== b.seq) return a.seq < b.seq ? -1 : 1;
  return 0;
}

/** The position as it is given out where rows were removed up to another (null: none were). */
export function notingGaps(position: FeedPosition, removedUpTo: FeedPosition | null): FeedPosition {
  if (removedUpTo === null || compareFeedPositions(position, removedUpTo) >= 0) return position;
  return { ...position, gapsUpTo: removedUpTo };
}

/** Were rows after the position removed of which its holder does not know? Then nobody can go on there. */
export function isExpired({ gapsUpTo, ...position }: FeedPosition, removedUpTo: FeedPosition | null): boolean {
  if (removedUpTo === null || compareFeedPositions(position, removedUpTo) >= 0) return false;
  return gapsUpTo === undefined || compareFeedPositions(gapsUpTo, removedUpTo) < 0;
}
