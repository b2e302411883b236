const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

/**
 * Reads an XML Schema dateTimeStamp (VC Data Model 2.0 §4.9): with a zone, and a day that exists.
 * @returns milliseconds since 1970, or nothing
 */
export function parseDateTimeStamp(text: unknown): number | undefined {
  const parts = typeof text === 'string' ? pattern.exec(text) : null;
  if (parts === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay || hour > 23 || minute > 59 || second > 59) return undefined;
  return Date.parse(parts[0]);
}

/** XML Schema dateTime without a fraction: what every verifier reads. */
export function withoutMilliseconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
