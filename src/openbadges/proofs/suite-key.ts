import { base64url } from 'jose';
import { decodeBase58 } from '../base58.ts';
import { isObject, type JsonObject } from '../shape/finding.ts';
import { type PublicKey, publicKeyOfJwk, publicKeyOfMultibase } from './public-key.ts';
import { isSigningKind, type SigningKind, webCrypto } from './signature.ts';

/** Something that signs; where the secret is, is its own business. */
export interface SuiteKey {
  readonly kind: SigningKind;
  /** @returns R and S, of the length of the kind; ECDSA hashes with the function that is as strong as the curve */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** Multicodec headers of secret keys as varint (Controlled Identifiers 1.0 §2.2.2), and the bytes of the secret. */
const secrets = {
  Ed25519: { header: [0x80, 0x26], size: 32 },
  'P-256': { header: [0x86, 0x26], size: 32 },
  'P-384': { header: [0x87, 0x26], size: 48 },
} as const;

/**
 * A key from its Multikey texts.
 * @throws when they are no sound pair of keys of one kind that signs
 */
export function suiteKeyOfMultikey(texts: { publicKeyMultibase: string; secretKeyMultibase: string }): SuiteKey {
  const key = publicKeyOfMultibase(texts.publicKeyMultibase);
  if (key === undefined || !isSigningKind(key.kind)) throw new Error('not a Multikey that signs');
  const { header, size } = secrets[key.kind];
  const bytes = /^z[1-9A-HJ-NP-Za-km-z]{40,120}$/.test(texts.secretKeyMultibase)
    ? decodeBase58(texts.secretKeyMultibase.slice(1))
    : new Uint8Array();
  // Older Ed25519 texts have the public key behind the secret.
  const length = bytes.length - header.length;
  if (
    header.some((byte, index) => bytes[index] !== byte) ||
    (length !== size && !(key.kind === 'Ed25519' && length === 64))
  )
    throw new Error('not the secret of this Multikey');
  return signing(key, base64url.encode(bytes.subarray(header.length, header.length + size)));
}

/**
 * A key from a private JSON Web Key (RFC 7517).
 * @throws when it is no sound key of a kind that signs
 */
export function suiteKeyOfJwk(jwk: unknown): SuiteKey {
  const { d, ...open }: JsonObject = isObject(jwk) ? jwk : {};
  const key = publicKeyOfJwk(open);
  if (key === undefined || typeof d !== 'string') throw new Error('not a private JSON Web Key that signs');
  return signing(key, d);
}

function signing({ kind, jwk }: PublicKey, d: string): SuiteKey {
  if (!isSigningKind(kind)) throw new Error('not a kind of key that signs');
  const { key: form, operation } = webCrypto[kind];
  const imported = crypto.subtle.importKey('jwk', { ...jwk, d }, form, false, ['sign']);
  // Whoever signs hears of a bad secret; until then it is nobody's unhandled error.
  imported.catch(() => undefined);
  return {
    kind,
    sign: async (data) => new Uint8Array(await crypto.subtle.sign(operation, await imported, Uint8Array.from(data))),
  };
}
