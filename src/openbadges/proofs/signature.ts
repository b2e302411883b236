import type { PublicKey } from './public-key.ts';

/** Bytes of a signature by each kind of key: R and S, each as long as a coordinate (RFC 8032 §5.1.6, RFC 7518 §3.4). */
export const signatureSizes = { Ed25519: 64, 'P-256': 64, 'P-384': 96 } as const;
export type SigningKind = keyof typeof signatureSizes;

/** What WebCrypto needs to be told; ECDSA hashes with the function that is as strong as the curve. */
export const webCrypto = {
  Ed25519: { key: { name: 'Ed25519' }, operation: { name: 'Ed25519' } },
  'P-256': { key: { name: 'ECDSA', namedCurve: 'P-256' }, operation: { name: 'ECDSA', hash: 'SHA-256' } },
  'P-384': { key: { name: 'ECDSA', namedCurve: 'P-384' }, operation: { name: 'ECDSA', hash: 'SHA-384' } },
} as const;

export function isSigningKind(kind: string): kind is SigningKind {
  return Object.hasOwn(signatureSizes, kind);
}

/** Whether a signature fits the bytes, by WebCrypto: the same in the service and in a browser. */
export async function verifySignature(key: PublicKey, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  if (!isSigningKind(key.kind) || key.jwk === undefined || signature.length !== signatureSizes[key.kind]) return false;
  const { key: form, operation } = webCrypto[key.kind];
  const imported = await crypto.subtle.importKey('jwk', { ...key.jwk }, form, false, ['verify']);
  return crypto.subtle.verify(operation, imported, Uint8Array.from(signature), Uint8Array.from(data));
}
