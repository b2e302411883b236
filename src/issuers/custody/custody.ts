import { ConfigError } from '../../platform/config.ts';

/**
 * Who keeps the key-encryption key. Small enough to memorise; one file per custody. A custody never sees a signing key, only
 * the data key that protects it.
 */
export interface Custody {
  /** Names the key-encryption key without revealing it; stored beside everything it wrapped. */
  readonly keyEncryptionKeyId: string;
  /** @param context what the data key belongs to; unwrapping with another context fails */
  wrap(dataKey: Buffer, context: string): Promise<Buffer>;
  /**
   * @param under the id of the key-encryption key that was stored beside `wrapped`; this custody's own when absent
   * @throws when `wrapped` was made under another key or context, or was altered; when the key `under` is not known here
   */
  unwrap(wrapped: Buffer, context: string, under?: string): Promise<Buffer>;
}

/** @throws {ConfigError} when something was wrapped under another key-encryption key than the one at hand */
export function refuseOther(under: string, own: string): void {
  if (under !== own) {
    throw new ConfigError(
      `this was encrypted under ${under}, not under ${own}; name that key-encryption key as a former one`,
    );
  }
}
