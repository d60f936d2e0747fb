const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const MILLISECONDS_PER_MINUTE = 60_000;

/**
 * Reads an instant as RFC 3339 writes it: date, T, time with seconds, then Z or an offset. Fractions below the
 * millisecond are cut off. Years 0001 to 9999, in UTC too. @returns null when the text is none, 30 February say
 */
export function parseInstant(text: string): Date | null {
  const parts = INSTANT.exec(text);
  if (parts === null) return null;
  const part = (index: number): number => Number(parts[index] ?? 0);
  const milliseconds = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  if (part(4) > 23 || part(5) > 59 || part(6) > 59 || part(9) > 23 || part(10) > 59) return null;
  const local = new Date(0);
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  local.setUTCFullYear(part(1), part(2) - 1, part(3));
  if (local.getUTCMonth() !== part(2) - 1 || local.getUTCDate() !== part(3)) return null;
  local.setUTCHours(part(4), part(5), part(6), milliseconds);
  const offset = (part(9) * 60 + part(10)) * (parts[8] === '-' ? -1 : 1);
  const instant = new Date(local.getTime() - offset * MILLISECONDS_PER_MINUTE);
  return isWritable(instant) ? instant : null;
}

/** Whether the instant has a year that four digits can write. */
export function isWritable(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999;
}
