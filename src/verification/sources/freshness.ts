import type { IncomingHttpHeaders } from 'node:http';

/** Seconds. The floor keeps a site from being asked at every badge; the ceiling keeps a withdrawn key or badge from being believed for long. */
const [floor, usual, ceiling] = [10, 60, 300];

/** How long a failure is remembered: a site that is down must not be asked, and waited for, at every badge. */
export const failureKeptFor = 30_000;

/** For how many milliseconds an answer may be used again (RFC 9111 §4.2). */
export function freshFor({ 'cache-control': control = '', age }: IncomingHttpHeaders): number {
  if (/\bno-(store|cache)\b/i.test(control)) return floor * 1_000;
  const said = /\bmax-age="?(\d{1,9})/i.exec(control)?.[1];
  const already = /^\d{1,9}$/.test(age ?? '') ? Number(age) : 0;
  const seconds = said === undefined ? usual : Number(said) - already;
  return Math.min(Math.max(seconds, floor), ceiling) * 1_000;
}
