import { CompactSign } from 'jose';
import {
  type ControllerDocument,
  type GeneratedKey,
  generateEd25519Key,
  generateSigningKey,
  type JsonObject,
  privateKeyOf,
  publicJwkOf,
  signCredential,
  verifyProofs,
} from '../../openbadges/index.ts';
import type { Sources, Unavailable } from './sources.ts';

const now = new Date('2026-11-22T12:00:00Z');
const created = new Date('2026-11-01T00:00:00Z');

/** The world as a test plays it: whoever is not in it cannot be looked up. */
export interface Played {
  readonly controllers?: readonly ControllerDocument[];
  readonly unavailable?: Readonly<Record<string, Unavailable>>;
  /** What is found at an address: JSON, or a text as it is. */
  readonly pages?: Readonly<Record<string, object | string>>;
  readonly own?: Sources['own'];
  readonly now?: Date;
}

/** Sources that answer from memory, and what they were asked for. */
export function playedSources(played: Played): Sources & { readonly asked: string[] } {
  const { controllers = [], unavailable = {}, pages = {}, own } = played;
  const asked: string[] = [];
  return {
    asked,
    now: played.now ?? now,
    controller: async (id) => {
      asked.push(id);
      return controllers.find((each) => each.id === id) ?? unavailable[id] ?? 'unsupported';
    },
    fetch: async (url) => {
      asked.push(url);
      const page = pages[url];
      if (page === undefined) return unavailable[url] ?? 'unreachable';
      const text = typeof page === 'string' ? page : JSON.stringify(page);
      return { url, mediaType: 'application/json', bytes: Buffer.from(text) };
    },
    proofs: (document, known, at) => verifyProofs(document, known, at === undefined ? {} : { now: at }),
    ...(own && { own }),
  };
}

/** Somebody who signs. The key is written in its id, as Open Badges issuers do. */
export interface Signer {
  readonly id: string;
  readonly keyId: string;
  readonly key: GeneratedKey;
  /** What the signer publishes. */
  readonly controller: ControllerDocument;
}

export async function signer(id: string): Promise<Signer> {
  const key = await generateEd25519Key();
  const keyId = `${id}#${key.publicKeyMultibase}`;
  const method = { id: keyId, type: 'Multikey', controller: id, publicKeyMultibase: key.publicKeyMultibase };
  return { id, key, keyId, controller: { id, verificationMethod: [method], assertionMethod: [keyId] } };
}

/** A document as a stranger receives it, with a proof by a signer. */
export async function signedBy({ id, keyId, key }: Signer, document: object, as = keyId): Promise<JsonObject> {
  const signed = await signCredential(document, { ...key, id: as, controller: as.split('#')[0] ?? id }, { created });
  return JSON.parse(JSON.stringify(signed));
}

export const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
];
export const olderContexts = ['https://www.w3.org/2018/credentials/v1', contexts[1] ?? ''];
export const extensions = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
export const learnerRecordContext = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json';
export const holder = 'did:example:holder';

/** An Open Badge of somebody else, unsigned. */
export function badgeOf(issuer: string, change: object = {}) {
  return {
    '@context': contexts,
    id: 'https://foreign.example/badges/1',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Wondzorg',
    issuer: { id: issuer, type: ['Profile'], name: 'Elders' },
    validFrom: '2026-11-01T00:00:00Z',
    credentialSubject: {
      id: holder,
      type: ['AchievementSubject'],
      achievement: {
        id: 'https://foreign.example/achievements/1',
        type: ['Achievement'],
        name: 'Wondzorg',
        description: 'Verzorgt wonden.',
        criteria: { narrative: 'Doen.' },
      },
    },
    ...change,
  };
}

/** What somebody says of something, unsigned. */
export function endorsementOf(issuer: string, about: string, change: object = {}) {
  return {
    '@context': contexts,
    id: `https://foreign.example/endorsements/${issuer.length}`,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: 'Aanbeveling',
    issuer: { id: issuer, type: ['Profile'], name: 'Iemand' },
    validFrom: '2026-11-01T00:00:00Z',
    credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: 'Goed.' },
    ...change,
  };
}

/** The claims that Open Badges asks for beside the members of a badge (Open Badges 3.0 §8.2.4.1). */
export function withClaims(badge: ReturnType<typeof badgeOf>) {
  const { id: sub } = badge.credentialSubject;
  return { ...badge, iss: badge.issuer.id, jti: badge.id, sub, nbf: Date.parse(badge.validFrom) / 1_000 };
}

/** A P-256 key that signs JWTs. */
export async function jwtKey() {
  const key = await generateSigningKey('P-256');
  const jwk: JsonObject = { ...publicJwkOf(key.publicKeyMultibase) };
  const sign = (payload: object, header: object) =>
    new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'ES256', ...header })
      .sign(privateKeyOf('P-256', key.secretKeyMultibase));
  return { ...key, jwk, sign };
}

/** The controller document of somebody with JWKs. */
export function controllerWith(id: string, keys: Readonly<Record<string, JsonObject>>): ControllerDocument {
  const methods = Object.entries(keys).map(([name, publicKeyJwk]) => {
    return { id: `${id}#${name}`, type: 'JsonWebKey', controller: id, publicKeyJwk };
  });
  return { id, verificationMethod: methods, assertionMethod: methods.map((method) => method.id) };
}
