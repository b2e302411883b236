import { desc, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import type { Deps } from './deps.ts';
import { problem } from './problem.ts';
import { auditEntries } from './tables.ts';

/** Clocks of machines that are kept right differ by less (threats.md §7). */
const tolerated = 5_000;

/**
 * Refuses to sign while the clock of this machine stands before what is already on record: a badge would claim to be older than it is (threats.md §7).
 * Asked anew each time, so that issuing goes on by itself as soon as the clock is right.
 * @throws {Problem} `unavailable`
 */
export async function refuseClockBehind(on: Deps, tx: Transaction, issuerId: string): Promise<void> {
  const last = await lastRecorded(tx, issuerId);
  const behind = behindBy(on, last);
  if (behind === undefined) return;
  on.log.error(
    { behindMilliseconds: behind },
    'the clock of this machine is behind the last record: nothing is signed',
  );
  throw problem(
    'unavailable',
    'The clock of this service is behind its own records; nothing is issued until it is right.',
  );
}

/** @returns how many milliseconds the clock is behind a record, or nothing when it is not */
export function behindBy(on: Pick<Deps, 'clock'>, last: Date | undefined): number | undefined {
  const behind = last === undefined ? 0 : last.getTime() - on.clock.now().getTime();
  return behind > tolerated ? behind : undefined;
}

/** How many of the newest entries are looked at: those of the transaction at hand are among them, and some machine may be ahead of another. */
const looked = 100;

/**
 * The latest moment on record. Ids are made in the order of time, so it is among the last ones by id.
 * @param issuerId absent: whoever's
 */
export async function lastRecorded(
  connection: Pick<Transaction, 'select'>,
  issuerId?: string,
): Promise<Date | undefined> {
  const newest = await connection
    .select({ at: auditEntries.at })
    .from(auditEntries)
    .where(issuerId === undefined ? undefined : eq(auditEntries.issuerId, issuerId))
    .orderBy(desc(auditEntries.id))
    .limit(looked);
  const latest = Math.max(...newest.map(({ at }) => at.getTime()));
  return newest.length === 0 ? undefined : new Date(latest);
}
