import type { Config } from '../../platform/config.ts';
import type { Custody } from './custody.ts';
import { openFormerLocalCustodies, openLocalCustody } from './local.ts';
import { openFormerPkcs11Custodies, openPkcs11Custody } from './pkcs11.ts';

/**
 * The custody that the configuration names, which wraps everything new; it also unwraps what is still under a former key-encryption key: of a
 * file, of the token, or of the other kind of custody.
 * @throws {ConfigError} when a key that is named cannot be used
 */
export async function openCustody(config: Config): Promise<Custody> {
  const current = await (config.custody === 'pkcs11' ? openPkcs11Custody(config) : openLocalCustody(config));
  return withFormer(current, [
    ...(await openFormerLocalCustodies(config)),
    ...(await openFormerPkcs11Custodies(config)),
    ...(await otherKind(config)),
  ]);
}

/** Whoever changed from one kind of custody to the other leaves the settings of the former one in place until all is re-wrapped. */
async function otherKind(config: Config): Promise<Custody[]> {
  if (config.custody === 'local') return config.pkcs11 === undefined ? [] : [await openPkcs11Custody(config)];
  const named = config.keyEncryptionKey !== undefined || config.keyEncryptionKeyFile !== undefined;
  return named ? [await openLocalCustody(config)] : [];
}

/** One custody that wraps with `current` and unwraps with whichever key-encryption key was used. */
function withFormer(current: Custody, former: readonly Custody[]): Custody {
  const known = new Map([...former, current].map((custody) => [custody.keyEncryptionKeyId, custody]));
  return {
    keyEncryptionKeyId: current.keyEncryptionKeyId,
    wrap: (dataKey, context) => current.wrap(dataKey, context),
    unwrap: async (wrapped, context, under = current.keyEncryptionKeyId) =>
      // A key that nobody knows: the current custody says which one was asked for.
      (known.get(under) ?? current).unwrap(wrapped, context, under),
  };
}
