const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** Reads a size such as "5MB" as bytes: a whole number and one of B, KB, MB, GB, TB (powers of 1024). */
export function parseSize(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,15})([KMGT]?B)$/.exec(text) ?? [];
  const factor = unit === undefined ? undefined : UNITS[unit];
  if (digits === undefined || factor === undefined) return undefined;
  const bytes = Number(digits) * factor;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
