import type { WrappedKeys } from '../issuers/index.ts';
import { privacyKeyContext } from './privacy.ts';
import { countPrivacyKeysNotUnder, lockPrivacyKeysNotUnder, updateWrapping } from './store.ts';

/** The privacy keys of the issuers, under which the keys of their learners lie. */
export const wrappedPrivacyKeys: WrappedKeys = {
  name: 'privacy-keys',
  async rewrap(tx, { to, turn }, limit) {
    const rows = await lockPrivacyKeysNotUnder(tx, to, limit);
    for (const row of rows) {
      const wrappedDataKey = await turn(row.wrappedDataKey, privacyKeyContext(row), row.keyEncryptionKeyId);
      await updateWrapping(tx, row.id, { wrappedDataKey, keyEncryptionKeyId: to });
    }
    return rows.length;
  },
  left: countPrivacyKeysNotUnder,
};
