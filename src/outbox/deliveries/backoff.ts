import type { Random } from '../../platform/random.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Pauses after the first, second … failed attempt; the example schedule of Standard Webhooks ("Deliverability and reliability"): ten attempts, 75 hours. */
const pauses = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

/** How often a delivery is tried before it is given up. */
export const mostAttempts = pauses.length + 1;

/**
 * The pause after a failed attempt, up to a fifth longer or shorter, so that what failed together is not tried together again.
 * @param attempts how many there were
 * @returns milliseconds; nothing when it is given up
 */
export function pauseAfter(attempts: number, random: Random): number | undefined {
  const pause = pauses[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (0.8 + random.integer(4_001) / 10_000));
}
