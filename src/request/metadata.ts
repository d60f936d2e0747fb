import { InvalidArguments } from '../errors/invalid-arguments.js';

const MAXIMUM_BYTES = 65_536;
/** An object or list counts one; the metadata itself is the first. */
export const METADATA_DEPTH = 10;

export type Metadata = Readonly<Record<string, unknown>>;

/** Metadata of owners and resources: any JSON object of at most 64 KiB, nested at most 10 deep. */
export function parseMetadata(value: Metadata | null | undefined, property = 'metadata'): Metadata {
  if (value === null || value === undefined) return {};
  if (isDeeperThan(value, METADATA_DEPTH)) {
    throw new InvalidArguments(property, `Metadata is nested at most ${METADATA_DEPTH.toString()} deep.`);
  }
  if (Buffer.byteLength(JSON.stringify(value)) > MAXIMUM_BYTES) {
    throw new InvalidArguments(property, 'Metadata has at most 64 KiB.', { maximum: MAXIMUM_BYTES });
  }
  return value;
}

/** An object or array counts one level; the walk goes no deeper than the limit. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}
