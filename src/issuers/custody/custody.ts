/**
 * Who keeps the key-encryption key. Small enough to memorise; one file per custody. A custody never sees a signing key, only
 * the data key that protects it.
 */
export interface Custody {
  /** Names the key-encryption key without revealing it; stored beside everything it wrapped. */
  readonly keyEncryptionKeyId: string;
  /** @param context what the data key belongs to; unwrapping with another context fails */
  wrap(dataKey: Buffer, context: string): Promise<Buffer>;
  /** @throws when `wrapped` was made under another key or context, or was altered */
  unwrap(wrapped: Buffer, context: string): Promise<Buffer>;
}
