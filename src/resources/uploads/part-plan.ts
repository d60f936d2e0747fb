import type { StoredPart } from '../../storage/object-store.js';

export const MOST_PARTS = 10_000;
const NAMED_AT_ONCE = 100;

/** How the bytes of an upload fall into parts. */
export interface PartPlan {
  /** Of every part but the last, in bytes. */
  readonly partSize: number;
  /** Of all, in bytes, when it was announced. */
  readonly size: number | null;
}

/** How many parts there are; null when only the one who sends them knows. */
export function partCount({ partSize, size }: PartPlan): number | null {
  return size === null ? null : Math.ceil(size / partSize);
}

/** How long a part has to be, in bytes; null when that is not known before it comes. */
export function sizeOfPart(plan: PartPlan, number: number): number | null {
  const { partSize, size } = plan;
  return size === null ? null : Math.min(partSize, size - (number - 1) * partSize);
}

/** The parts that are still to come, or to come again since they are shorter than they have to be; the first ones. */
export function missingParts(plan: PartPlan, parts: readonly StoredPart[]): readonly number[] {
  const there = new Map(parts.map((part) => [part.number, part.size]));
  const last = partCount(plan) ?? Math.max(1, ...there.keys());
  const missing: number[] = [];
  for (let number = 1; number <= last && missing.length < NAMED_AT_ONCE; number += 1) {
    const found = there.get(number);
    if (found === undefined || !isWhole({ plan, number, last }, found)) missing.push(number);
  }
  return missing;
}

function isWhole(
  part: { readonly plan: PartPlan; readonly number: number; readonly last: number },
  size: number,
): boolean {
  const { plan, number, last } = part;
  const expected = sizeOfPart(plan, number);
  if (expected !== null) return size === expected;
  return number < last ? size === plan.partSize : size <= plan.partSize;
}
