const pattern = /^P(?!$)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;

/**
 * The day that lies a duration after (or before) another.
 * @param day `YYYY-MM-DD`
 * @param duration ISO 8601-1 §5.5.2 with years, months, weeks and days, such as `P5Y`
 * @param direction 1 forward, -1 back
 * @returns `YYYY-MM-DD`; 29 February plus a year is 28 February, as in law
 * @throws {RangeError} when either is malformed
 */
export function addDuration(day: string, duration: string, direction: 1 | -1 = 1): string {
  const parts = pattern.exec(duration);
  if (parts === null) throw new RangeError(`not a duration in years, months, weeks and days: ${duration}`);
  const [years = 0, months = 0, weeks = 0, days = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const start = new Date(`${day}T00:00:00Z`);
  const month = start.getUTCMonth() + direction * (years * 12 + months);
  const lastOfMonth = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const end = new Date(
    Date.UTC(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), lastOfMonth) + direction * (weeks * 7 + days)),
  );
  return end.toISOString().slice(0, 10);
}
