import { createPublicKey, type KeyObject } from 'node:crypto';
import { generate } from '@digitalbazaar/ed25519-multikey';

export { decodeEd25519Key, encodeEd25519Key } from './ed25519-key.ts';

/** A key pair as text; see `generateSigningKey` for what the secret of each algorithm is. */
export interface GeneratedKey {
  readonly publicKeyMultibase: string;
  readonly secretKeyMultibase: string;
}

export async function generateEd25519Key(): Promise<GeneratedKey> {
  const key = await (await generate()).export({ publicKey: true, secretKey: true });
  if (key.secretKeyMultibase === undefined) throw new Error('a key that was just made has no secret');
  return { publicKeyMultibase: key.publicKeyMultibase, secretKeyMultibase: key.secretKeyMultibase };
}

/** A public key object of node:crypto, for verifying without the JSON-LD libraries. */
export function toPublicKey(key: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') },
    format: 'jwk',
  });
}
