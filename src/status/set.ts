import type { Transaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import type { StatusEntry } from './allocate.ts';
import { advanceEntries, countChangeOfLists } from './store.ts';

/**
 * Sets the bits of credentials. A bit is never cleared (Bitstring Status List §2.2: revocation is not reversible); an entry that
 * was suspended can still become revoked.
 * @returns how many entries changed
 */
export async function setStatus(
  on: Deps,
  tx: Transaction,
  issuerId: string,
  entries: readonly Pick<StatusEntry, 'listId' | 'index'>[],
  state: 'suspended' | 'revoked',
): Promise<number> {
  return advanceEntries(tx, issuerId, entries, state, on.clock.now());
}

/** Has every list of an issuer signed anew with the key of today, whether or not an entry of it changed. */
export async function resignLists(tx: Transaction, issuerId: string): Promise<void> {
  await countChangeOfLists(tx, issuerId);
}
