import { createHash, createPrivateKey, createPublicKey, ECDH, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { decodeBase58, encodeBase58 } from './base58.ts';
import { decodeEd25519Key, type GeneratedKey, generateEd25519Key } from './keys.ts';

/** The kinds of signing keys: Ed25519 for embedded proofs, P-256 (ES256) and RSA (RS256) for VC-JWT (Open Badges 3.0 §8.2.4), P-384 for the VC API. */
export const keyAlgorithms = ['Ed25519', 'P-256', 'P-384', 'RSA'] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** The `alg` of a signature by such a key (RFC 7518 §3.1, RFC 8037 §3.1). */
export const signatureAlgorithms = { Ed25519: 'EdDSA', 'P-256': 'ES256', 'P-384': 'ES384', RSA: 'RS256' } as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[KeyAlgorithm];

/** A public key as JSON Web Key (RFC 7517): the members that identify it, no others. */
export type PublicJwk =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'EC'; readonly crv: 'P-256' | 'P-384'; readonly x: string; readonly y: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string };

/** Curves with their multicodec header, as varint: `p256-pub` 0x1200 and `p384-pub` 0x1201 (Controlled Identifiers §2.2.2). */
const curves = {
  'P-256': { header: Buffer.from([0x80, 0x24]), name: 'prime256v1', size: 32 },
  'P-384': { header: Buffer.from([0x81, 0x24]), name: 'secp384r1', size: 48 },
} as const;
type Curve = keyof typeof curves;

/** `rsa-pub` 0x1205, which holds PKCS#1 DER. */
const rsaHeader = Buffer.from([0x85, 0x24]);

/** Enough until well after 2030 (NIST SP 800-57 part 1, table 2); a badge must verify for a lifetime. */
const rsaBits = 3072;

const makeKeyPair = promisify(generateKeyPair);

/**
 * Makes a key pair.
 * @returns the public key as multibase text; the secret of an Ed25519 key as Multikey, of another as PKCS#8 PEM
 */
export async function generateSigningKey(algorithm: KeyAlgorithm): Promise<GeneratedKey> {
  if (algorithm === 'Ed25519') return generateEd25519Key();
  if (algorithm !== 'RSA') {
    const { publicKey, privateKey } = await makeKeyPair('ec', { namedCurve: algorithm });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const compressed = Buffer.from(ECDH.convertKey(point, curves[algorithm].name, undefined, undefined, 'compressed'));
    return {
      publicKeyMultibase: multibase(curves[algorithm].header, compressed),
      secretKeyMultibase: pemOf(privateKey),
    };
  }
  const { publicKey, privateKey } = await makeKeyPair('rsa', { modulusLength: rsaBits });
  return {
    publicKeyMultibase: multibase(rsaHeader, publicKey.export({ format: 'der', type: 'pkcs1' })),
    secretKeyMultibase: pemOf(privateKey),
  };
}

/**
 * Reads a public key that {@link generateSigningKey} wrote.
 * @returns nothing for a text that is no sound key of one of our algorithms
 */
export function publicJwkOf(publicKeyMultibase: string): PublicJwk | undefined {
  const ed25519 = decodeEd25519Key(publicKeyMultibase);
  if (ed25519 !== undefined) return { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(ed25519).toString('base64url') };
  if (!/^z[1-9A-HJ-NP-Za-km-z]{40,1200}$/.test(publicKeyMultibase)) return undefined;
  const bytes = Buffer.from(decodeBase58(publicKeyMultibase.slice(1)));
  const [header, key] = [bytes.subarray(0, 2), bytes.subarray(2)];
  try {
    for (const curve of ['P-256', 'P-384'] as const) {
      if (header.equals(curves[curve].header)) return curveJwk(curve, key);
    }
    if (header.equals(rsaHeader)) return rsaJwk(key);
  } catch {
    // No point on the curve, no PKCS#1.
  }
  return undefined;
}

/** The secret of {@link generateSigningKey} as a key object to sign with. */
export function privateKeyOf(algorithm: KeyAlgorithm, secret: string): KeyObject {
  if (algorithm !== 'Ed25519') return createPrivateKey(secret);
  // Multikey of an Ed25519 secret: two bytes of header, 32 bytes of seed. PKCS#8 (RFC 8410 §7) is a fixed prefix and the seed.
  const seed = Buffer.from(decodeBase58(secret.slice(1))).subarray(2, 34);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** SHA-256 over the JWK with only the required members in order (RFC 7638 §3), base64url. */
export function thumbprintOf(jwk: PublicJwk): string {
  const ordered = Object.fromEntries(Object.entries(jwk).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(JSON.stringify(ordered)).digest('base64url');
}

function curveJwk(curve: Curve, compressed: Buffer): PublicJwk | undefined {
  const { name, size } = curves[curve];
  if (compressed.length !== size + 1) return undefined;
  const point = Buffer.from(ECDH.convertKey(compressed, name, undefined, undefined, 'uncompressed'));
  const [x, y] = [point.subarray(1, size + 1), point.subarray(size + 1)];
  return { kty: 'EC', crv: curve, x: x.toString('base64url'), y: y.toString('base64url') };
}

function rsaJwk(der: Buffer): PublicJwk | undefined {
  const { n, e } = createPublicKey({ key: der, format: 'der', type: 'pkcs1' }).export({ format: 'jwk' });
  return n === undefined || e === undefined ? undefined : { kty: 'RSA', n, e };
}

function multibase(header: Buffer, key: Buffer): string {
  return `z${encodeBase58(Buffer.concat([header, key]))}`;
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}
