import type { Connection } from '../platform/database.ts';
import type { Custody } from './custody/custody.ts';
import { signingKeyContext } from './keyring.ts';
import { selectKeysToSignWith } from './store.ts';

/** A key that cannot be signed with, and under which key-encryption key its data key lies. */
export interface UnusableKey {
  readonly id: string;
  readonly issuerId: string;
  readonly keyEncryptionKeyId: string;
}

/** Tries to unwrap every active and every pending key, as signing would: what cannot be opened is found at the start, not at the first badge. */
export async function unusableKeys(connection: Connection, custody: Custody): Promise<UnusableKey[]> {
  const unusable: UnusableKey[] = [];
  for (const row of await selectKeysToSignWith(connection)) {
    try {
      await custody.unwrap(row.wrappedDataKey, signingKeyContext(row), row.keyEncryptionKeyId);
    } catch {
      unusable.push({ id: row.id, issuerId: row.issuerId, keyEncryptionKeyId: row.keyEncryptionKeyId });
    }
  }
  return unusable;
}
