import { createHash, createPublicKey } from 'node:crypto';
import { CompactSign } from 'jose';
import type { Case } from '../case.ts';
import { keys } from '../foreign.ts';

const home = 'https://old.example';
const context = 'https://w3id.org/openbadges/v2';
const identity = `sha256$${createHash('sha256').update('anna@example.orgzout').digest('hex')}`;
const assertion = {
  '@context': context,
  id: `${home}/assertions/1`,
  type: 'Assertion',
  recipient: { type: 'email', hashed: true, salt: 'zout', identity },
  badge: `${home}/badges/1`,
  verification: { type: 'hosted' },
  issuedOn: '2020-01-01T00:00:00+00:00',
};
const badge = {
  '@context': context,
  id: `${home}/badges/1`,
  type: 'BadgeClass',
  name: 'Wondzorg',
  issuer: `${home}/issuer`,
};
const issuer = { '@context': context, id: `${home}/issuer`, type: 'Issuer', name: 'Elders', publicKey: `${home}/key` };
const key = {
  id: `${home}/key`,
  type: 'CryptographicKey',
  owner: issuer.id,
  publicKeyPem: createPublicKey(keys.RSA.privateKey).export({ type: 'spki', format: 'pem' }).toString(),
};
const pages =
  (change: Record<string, object> = {}) =>
  async () => {
    return {
      pages: {
        [assertion.id]: assertion,
        [badge.id]: badge,
        [issuer.id]: issuer,
        [key.id]: key,
        ...change,
      },
    };
  };
const signed = (change: object = {}) =>
  new CompactSign(
    Buffer.from(JSON.stringify({ ...assertion, verification: { type: 'signed', creator: key.id }, ...change })),
  )
    .setProtectedHeader({ alg: 'RS256' })
    .sign(keys.RSA.privateKey);

export const openBadge2Cases: readonly Case[] = [
  {
    name: 'Open Badges 2.0, hosted',
    clause: 'Open Badges 2.0, Hosted Verification',
    sent: () => assertion,
    played: pages(),
    verdict: 'valid',
    step: 'proof',
    code: 'hosted-by-issuer',
  },
  {
    name: 'Open Badges 2.0, hosted: altered',
    clause: 'Open Badges 2.0, Hosted Verification',
    sent: () => ({ ...assertion, issuedOn: '2021-01-01T00:00:00Z' }),
    played: pages(),
    verdict: 'invalid',
    step: 'proof',
    code: 'hosted-differs',
  },
  {
    name: 'Open Badges 2.0, hosted: not there',
    clause: 'Open Badges 2.0, Hosted Verification',
    sent: () => assertion,
    verdict: 'unknown',
    step: 'proof',
    code: 'hosted-not-found',
  },
  {
    name: 'Open Badges 2.0, hosted: with an address to mail to',
    clause: 'Open Badges 2.0, Hosted Verification',
    sent: () => assertion,
    played: pages(),
    recipient: { email: 'anna@example.org' },
    verdict: 'valid',
    step: 'recipient',
    code: 'recipient-matches',
  },
  {
    name: 'Open Badges 2.0, hosted: expired',
    clause: 'Open Badges 2.0, Assertion',
    sent: () => ({ ...assertion, expires: '2021-01-01T00:00:00Z' }),
    played: pages({ [assertion.id]: { ...assertion, expires: '2021-01-01T00:00:00Z' } }),
    verdict: 'expired',
    step: 'validity',
    code: 'expired',
  },
  {
    name: 'Open Badges 2.0, signed',
    clause: 'Open Badges 2.0, Signed Verification',
    sent: () => signed(),
    played: pages(),
    verdict: 'valid',
    step: 'proof',
    code: 'proof-verified',
  },
  {
    name: 'Open Badges 2.0, signed: by a key that is not the issuer’s',
    clause: 'Open Badges 2.0, Signed Verification',
    sent: () => signed(),
    played: pages({ [key.id]: { ...key, owner: 'https://thief.example/' } }),
    verdict: 'issuer-not-proven',
    step: 'issuer',
    code: 'key-not-listed',
  },
];
