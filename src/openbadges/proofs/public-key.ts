import { base64url } from 'jose';
import { decodeBase58, encodeBase58 } from '../base58.ts';
import { isSoundPoint } from '../ed25519-key.ts';
import type { PublicJwk } from '../key-algorithms.ts';
import { isObject, type JsonObject } from '../shape/finding.ts';
import { type CurveName, decompressPoint, isPoint } from '../weierstrass.ts';
import type { VerificationMethod } from './proof-key.ts';

/** The kinds of key that some suite, or some algorithm of JOSE, here uses. */
export type KeyKind = 'Ed25519' | 'P-256' | 'P-384' | 'Bls12381G2' | 'RSA';

/** A sound public key, in whatever form its controller wrote it. */
export interface PublicKey {
  readonly kind: KeyKind;
  /** Absent for BLS12-381, which no library here reads as JWK. */
  readonly jwk?: PublicJwk;
  /** The key as Multikey text; absent for RSA. */
  readonly publicKeyMultibase?: string;
}

/** Verification methods that carry a Multikey text, and those that carry a JWK (Controlled Identifiers 1.0 §2.2.2 and §2.2.3, and before it). */
const multikeyTypes = ['Multikey', 'Ed25519VerificationKey2020'];
const jwkTypes = ['JsonWebKey', 'JsonWebKey2020'];

/** Multicodec headers as varint, and the bytes that follow (Controlled Identifiers 1.0 §2.2.2). */
const multikeys: readonly { kind: KeyKind; header: readonly [number, number]; size: number }[] = [
  { kind: 'Ed25519', header: [0xed, 0x01], size: 32 },
  { kind: 'P-256', header: [0x80, 0x24], size: 33 },
  { kind: 'P-384', header: [0x81, 0x24], size: 49 },
  { kind: 'Bls12381G2', header: [0xeb, 0x01], size: 96 },
];

/** Fewer bits can be broken, more only cost time (RFC 7518 §3.3). */
const rsaBytes = { least: 256, most: 1024 };

/**
 * Reads the key of a verification method.
 * @returns nothing for a form, a kind or a point that cannot be relied on: anybody could sign with it, or it brings its secret along
 */
export function publicKeyOf({ type, publicKeyMultibase, publicKeyJwk }: VerificationMethod): PublicKey | undefined {
  if (jwkTypes.includes(type) && publicKeyMultibase === undefined) return publicKeyOfJwk(publicKeyJwk);
  if (!multikeyTypes.includes(type) || publicKeyMultibase === undefined || publicKeyJwk !== undefined) return undefined;
  const key = publicKeyOfMultibase(publicKeyMultibase);
  return type === 'Multikey' || key?.kind === 'Ed25519' ? key : undefined;
}

/** Reads a Multikey text (Controlled Identifiers 1.0 §2.2.2); nothing when it is no sound key. */
export function publicKeyOfMultibase(publicKeyMultibase: string): PublicKey | undefined {
  if (!/^z[1-9A-HJ-NP-Za-km-z]{40,150}$/.test(publicKeyMultibase)) return undefined;
  const bytes = decodeBase58(publicKeyMultibase.slice(1));
  const found = multikeys.find(({ header }) => bytes[0] === header[0] && bytes[1] === header[1]);
  const key = bytes.subarray(2);
  if (found === undefined || key.length !== found.size) return undefined;
  if (found.kind === 'Bls12381G2') return { kind: 'Bls12381G2', publicKeyMultibase };
  const jwk = found.kind === 'Ed25519' ? okp(key) : ec(found.kind === 'P-256' ? 'P-256' : 'P-384', key);
  return jwk === undefined ? undefined : { kind: found.kind, jwk, publicKeyMultibase };
}

/** Reads a JSON Web Key (RFC 7517); nothing when it is no sound public key. */
export function publicKeyOfJwk(jwk: unknown): PublicKey | undefined {
  if (!isObject(jwk) || 'd' in jwk) return undefined;
  if (jwk.kty === 'OKP') return okpOf(jwk);
  if (jwk.kty === 'EC') return ecOf(jwk);
  return jwk.kty === 'RSA' ? rsaOf(jwk) : undefined;
}

function okp(key: Uint8Array): PublicJwk | undefined {
  return isSoundPoint(key) ? { kty: 'OKP', crv: 'Ed25519', x: base64url.encode(key) } : undefined;
}

function ec(crv: CurveName, compressed: Uint8Array): PublicJwk | undefined {
  const point = decompressPoint(crv, compressed);
  return point && { kty: 'EC', crv, x: base64url.encode(point.x), y: base64url.encode(point.y) };
}

function okpOf({ crv, x }: JsonObject): PublicKey | undefined {
  const key = crv === 'Ed25519' ? bytesIn(x) : undefined;
  const jwk = key && okp(key);
  return key && jwk && { kind: 'Ed25519', jwk, publicKeyMultibase: multikeyText('Ed25519', key) };
}

function ecOf({ crv, x, y }: JsonObject): PublicKey | undefined {
  const [first, second] = [bytesIn(x), bytesIn(y)];
  if ((crv !== 'P-256' && crv !== 'P-384') || first === undefined || second === undefined) return undefined;
  if (!isPoint(crv, { x: first, y: second })) return undefined;
  const compressed = Uint8Array.from([2 + ((second.at(-1) ?? 0) & 1), ...first]);
  return {
    kind: crv,
    jwk: { kty: 'EC', crv, x: base64url.encode(first), y: base64url.encode(second) },
    publicKeyMultibase: multikeyText(crv, compressed),
  };
}

function rsaOf({ n, e }: JsonObject): PublicKey | undefined {
  const [modulus, exponent] = [bytesIn(n), bytesIn(e)];
  if (modulus === undefined || exponent === undefined) return undefined;
  const usual = modulus.length >= rsaBytes.least && modulus.length <= rsaBytes.most && modulus[0] !== 0;
  // An exponent of 1 lets every message be its own signature; an even one is no exponent.
  const odd =
    ((exponent.at(-1) ?? 0) & 1) === 1 && exponent.length <= 8 && !(exponent.length === 1 && exponent[0] === 1);
  if (!usual || !odd) return undefined;
  return { kind: 'RSA', jwk: { kty: 'RSA', n: base64url.encode(modulus), e: base64url.encode(exponent) } };
}

function multikeyText(kind: KeyKind, key: Uint8Array): string {
  const header = multikeys.find((each) => each.kind === kind)?.header ?? [];
  return `z${encodeBase58(Uint8Array.from([...header, ...key]))}`;
}

/** base64url without padding (RFC 7515 §2); nothing for another text. */
function bytesIn(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== 'string' || !/^[\w-]{1,1500}$/.test(text) || text.length % 4 === 1) return undefined;
  return Uint8Array.from(base64url.decode(text));
}
