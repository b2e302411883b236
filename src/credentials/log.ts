import type { Transaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { appendLogEntry, type CredentialEvent } from '../transparency/index.ts';
import { type CredentialRow, selectIssuesOfAward } from './store.ts';

/** Writes down for the public log what happened to one credential. */
export async function logCredential(
  on: Deps,
  tx: Transaction,
  kind: CredentialEvent['kind'],
  credential: CredentialRow,
): Promise<void> {
  await appendLogEntry(on, tx, { issuerId: credential.issuerId, kind, credential });
}

/** Writes down for the public log that all credentials of an award were withdrawn, in the transaction that sets their bits. */
export async function logWithdrawal(
  on: Deps,
  tx: Transaction,
  issuerId: string,
  awardId: string,
  kind: 'suspended' | 'revoked',
): Promise<void> {
  for (const credential of await selectIssuesOfAward(tx, issuerId, awardId))
    await logCredential(on, tx, kind, credential);
}
