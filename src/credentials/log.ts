import type { Transaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import type { Guarded } from '../privacy/index.ts';
import { appendLogEntry, type CredentialEvent } from '../transparency/index.ts';
import { type CredentialRow, openIssue, type StoredCredential, selectIssuesOfAward } from './store.ts';

/** Writes down for the public log what happened to one credential. */
export async function logCredential(
  on: Deps,
  tx: Transaction,
  kind: CredentialEvent['kind'],
  credential: CredentialRow,
): Promise<void> {
  await appendLogEntry(on, tx, { issuerId: credential.issuerId, kind, credential });
}

/**
 * Writes down for the public log that one credential was withdrawn. Not when its holder was erased: then nothing is left by which the log could name it,
 * and the status list alone says it.
 */
export async function logWithdrawalOf(
  on: Guarded,
  tx: Transaction,
  kind: 'suspended' | 'revoked',
  stored: StoredCredential,
): Promise<void> {
  const credential = await openIssue(on, tx, stored);
  if (credential !== undefined) await logCredential(on, tx, kind, credential);
}

/** The same for all credentials of an award, in the transaction that sets their bits. */
export async function logWithdrawal(
  on: Guarded,
  tx: Transaction,
  issuerId: string,
  awardId: string,
  kind: 'suspended' | 'revoked',
): Promise<void> {
  for (const stored of await selectIssuesOfAward(tx, issuerId, awardId)) await logWithdrawalOf(on, tx, kind, stored);
}
