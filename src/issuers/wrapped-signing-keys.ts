import type { WrappedKeys } from './custody/rewrap.ts';
import { signingKeyContext } from './keyring.ts';
import { countKeysNotUnder, lockKeysNotUnder, updateSigningKey } from './store.ts';

/** The data keys of the signing keys, of retired ones too. */
export const wrappedSigningKeys: WrappedKeys = {
  name: 'signing-keys',
  async rewrap(tx, { to, turn }, limit) {
    const rows = await lockKeysNotUnder(tx, to, limit);
    for (const row of rows) {
      const wrappedDataKey = await turn(row.wrappedDataKey, signingKeyContext(row), row.keyEncryptionKeyId);
      await updateSigningKey(tx, row.id, { wrappedDataKey, keyEncryptionKeyId: to });
    }
    return rows.length;
  },
  left: countKeysNotUnder,
};
