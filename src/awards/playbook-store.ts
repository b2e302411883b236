import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { playbookRuns } from './tables.ts';

export type PlaybookRun = typeof playbookRuns.$inferSelect;

/** @returns false when such a run is under way already */
export async function insertRun(tx: Transaction, run: PlaybookRun): Promise<boolean> {
  const inserted = await tx.insert(playbookRuns).values(run).onConflictDoNothing().returning({ id: playbookRuns.id });
  return inserted.length === 1;
}

export async function selectRunsOfKey(
  connection: Connection,
  issuerId: string,
  signingKeyId: string,
): Promise<PlaybookRun[]> {
  return connection
    .select()
    .from(playbookRuns)
    .where(and(eq(playbookRuns.issuerId, issuerId), eq(playbookRuns.signingKeyId, signingKeyId)))
    .orderBy(asc(playbookRuns.id));
}

/** Of all issuers, the oldest first. */
export async function selectOpenRuns(connection: Connection): Promise<Pick<PlaybookRun, 'id'>[]> {
  return connection
    .select({ id: playbookRuns.id })
    .from(playbookRuns)
    .where(isNull(playbookRuns.finishedAt))
    .orderBy(asc(playbookRuns.id));
}

/** @returns nothing when it is finished, or when another replica is at it */
export async function lockRun(tx: Transaction, id: string): Promise<PlaybookRun | undefined> {
  const rows = await tx
    .select()
    .from(playbookRuns)
    .where(and(eq(playbookRuns.id, id), isNull(playbookRuns.finishedAt)))
    .for('update', { skipLocked: true });
  return rows[0];
}

export async function updateRun(
  tx: Transaction,
  id: string,
  to: Partial<Pick<PlaybookRun, 'cursor' | 'done' | 'listsResignedAt' | 'finishedAt'>>,
): Promise<void> {
  await tx.update(playbookRuns).set(to).where(eq(playbookRuns.id, id));
}
