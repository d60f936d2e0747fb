import type { ByteRange } from './object-store.js';
import { RangeNotSatisfiable } from './storage.errors.js';

/** Throws RangeNotSatisfiable unless the range is one within so many bytes. */
export function requireWithin(range: ByteRange, size: number): void {
  const areIntegers = Number.isSafeInteger(range.start) && Number.isSafeInteger(range.end);
  const liesWithin = areIntegers && range.start >= 0 && range.start <= range.end && range.end < size;
  if (!liesWithin) throw new RangeNotSatisfiable(size);
}
