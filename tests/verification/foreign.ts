import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import {
  type ControllerDocument,
  type JsonObject,
  type SuiteOptions,
  signWithSuite,
  suiteKeyOfJwk,
} from '../../src/openbadges/index.ts';
import { badgeOf } from '../../src/verification/judge/played-sources.test-data.ts';

/** The issuer of most cases, on a site of its own. */
export const issuerId = 'https://foreign.example/issuer';

/** When everything is signed. */
const created = new Date('2026-11-01T00:00:00Z');

/** A key pair, in the forms that signing and publishing need. */
export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonObject;
  readonly privateJwk: JsonObject;
}

function pair({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): Pair {
  return {
    privateKey,
    publicJwk: { ...publicKey.export({ format: 'jwk' }) },
    privateJwk: { ...privateKey.export({ format: 'jwk' }) },
  };
}

export const keys = {
  Ed25519: pair(generateKeyPairSync('ed25519')),
  'P-256': pair(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
  'P-384': pair(generateKeyPairSync('ec', { namedCurve: 'P-384' })),
  RSA: pair(generateKeyPairSync('rsa', { modulusLength: 2048 })),
  /** Of somebody else, who lists it nowhere. */
  stranger: pair(generateKeyPairSync('ed25519')),
} as const;
export type KeyName = keyof typeof keys;

/** The id of a key of a controller. */
export const keyId = (name: KeyName, controller = issuerId) => `${controller}#${name}`;

/** What a controller publishes: all keys but the stranger's, or those that are named. */
export function controllerOf(
  id = issuerId,
  names: readonly KeyName[] = ['Ed25519', 'P-256', 'P-384', 'RSA'],
  more: object = {},
) {
  const verificationMethod = names.map((name) => ({
    id: keyId(name, id),
    type: 'JsonWebKey',
    controller: id,
    publicKeyJwk: keys[name].publicJwk,
  }));
  return {
    id,
    verificationMethod,
    assertionMethod: verificationMethod.map((method) => method.id),
    ...more,
  } as ControllerDocument;
}

/** A badge with a proof by one of the keys. */
export async function proven(
  suite: SuiteOptions['suite'],
  name: KeyName,
  document: JsonObject = { ...badgeOf(issuerId) },
  more: Partial<SuiteOptions> = {},
): Promise<JsonObject> {
  const key = suiteKeyOfJwk(keys[name].privateJwk);
  const signed = await signWithSuite(document, { suite, key, verificationMethod: keyId(name), created, ...more });
  return JSON.parse(JSON.stringify(signed));
}

/** The claims that Open Badges asks for beside the members of a badge (Open Badges 3.0 §8.2.4.1). */
export function claimsOf(badge: any): JsonObject {
  return {
    ...badge,
    iss: badge.issuer.id,
    jti: badge.id,
    sub: badge.credentialSubject.id,
    nbf: Date.parse(badge.validFrom) / 1_000,
    ...(badge.validUntil !== undefined && { exp: Date.parse(badge.validUntil) / 1_000 }),
  };
}

const algorithms = {
  Ed25519: 'EdDSA',
  'P-256': 'ES256',
  'P-384': 'ES384',
  RSA: 'RS256',
  stranger: 'EdDSA',
} as const;

/** A compact JWT by one of the keys. */
export function token(
  name: KeyName,
  payload: object = claimsOf(badgeOf(issuerId)),
  header: object = {},
): Promise<string> {
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: algorithms[name], kid: keyId(name), typ: 'JWT', ...header })
    .sign(keys[name].privateKey);
}

/** The token with something changed in a part of it. */
export function altered(jwt: string, part: 0 | 1 | 2): string {
  const parts = jwt.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
  parts[part] = bytes.toString('base64url');
  return parts.join('.');
}
