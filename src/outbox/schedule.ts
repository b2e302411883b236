import type { Random } from '../platform/random.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Pauses after the first, second … failed attempt: about two days in all. */
export const pauses = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
] as const;

/** How long a sender may take before somebody else tries; longer than any time-out of a channel. */
export const lease = 2 * minute;

/** How long one can see what became of a delivery after it was finished. */
export const kept = 90 * 24 * hour;

/**
 * When to try again after so many failed attempts: the pause of the list, up to a fifth longer or shorter, so that receivers that broke down together are not
 * all asked again at one moment.
 * @returns nothing after the last attempt
 */
export function nextAttempt(now: Date, attempts: number, random: Random): Date | undefined {
  const pause = pauses[attempts - 1];
  if (pause === undefined) return undefined;
  const jitter = random.integer(Math.floor(pause * 0.4)) - Math.floor(pause * 0.2);
  return new Date(now.getTime() + pause + jitter);
}
