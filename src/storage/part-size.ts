const MIB = 1024 * 1024;
/** S3 takes none below 5 MiB, save the last one. */
const LEAST_OF_S3 = 5 * MIB;
/** Larger ones are lost less often to a proxy's limit than they cost. */
const LEAST = 8 * MIB;
const MOST_PARTS = 10_000;

/** How many bytes a part has, so that S3's 10,000 parts hold an object of this size; whole MiB. */
export function partSizeFor(size: number): number {
  return atLeast(LEAST, size);
}

/** The same for parts that we send ourselves, each of which is in memory until it is there. */
export function heldPartSizeFor(size: number): number {
  return atLeast(LEAST_OF_S3, size);
}

function atLeast(least: number, size: number): number {
  return Math.max(least, Math.ceil(size / MOST_PARTS / MIB) * MIB);
}
