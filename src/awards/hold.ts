import { lockLearners } from '../assessment/index.ts';
import type { Transaction } from '../platform/database.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { type AwardRow, lockAwards, selectLearnersOfAwards } from './store.ts';

/**
 * Holds awards of the caller's issuer until the transaction ends. First their learners, as every report does: a correction that runs now must
 * not issue again what is being withdrawn. Everything in the order of ids, so that two who change many awards cannot wait for each other.
 * @returns those that exist, by their id
 */
export async function holdAwards(
  tx: Transaction,
  { issuerId }: IssuerCaller,
  ids: readonly string[],
): Promise<Map<string, AwardRow>> {
  if (ids.length === 0) return new Map();
  await lockLearners(tx, issuerId, await selectLearnersOfAwards(tx, issuerId, ids));
  const rows = await lockAwards(tx, issuerId, ids);
  return new Map(rows.map((row) => [row.id, row]));
}
