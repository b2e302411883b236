import type { Transaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { type Advance, advanceEntries, countChangeOfLists } from './store.ts';

/**
 * Sets the bits of credentials, any number in one go. A bit is never cleared (Bitstring Status List §2.2: revocation is not reversible); an
 * entry that was suspended can still become revoked.
 * @param entries with the place of the newer issue, where a bit is set because the badge was issued again
 * @returns how many entries changed
 */
export async function setStatus(
  on: Deps,
  tx: Transaction,
  issuerId: string,
  entries: readonly Advance[],
  state: 'suspended' | 'revoked',
): Promise<number> {
  return advanceEntries(tx, issuerId, entries, state, on.clock.now());
}

/** Has every list of an issuer signed anew with the key of today, whether or not an entry of it changed. */
export async function resignLists(tx: Transaction, issuerId: string): Promise<void> {
  await countChangeOfLists(tx, issuerId);
}
