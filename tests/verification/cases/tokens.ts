import { createHash } from 'node:crypto';
import { badgeOf } from '../../../src/verification/judge/played-sources.test-data.ts';
import type { Case } from '../case.ts';
import { altered, claimsOf, issuerId, type KeyName, keyId, keys, token } from '../foreign.ts';

const names: readonly KeyName[] = ['RSA', 'P-256', 'P-384', 'Ed25519'];
const clause = 'Open Badges 3.0 §8.2.4';
const badge = badgeOf(issuerId);
const unsigned = (header: object, payload: object) =>
  `${[header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

const eachKey = names.flatMap((name): Case[] => [
  {
    name: `a JWT by ${name}`,
    clause,
    sent: () => token(name),
    verdict: 'valid',
    step: 'proof',
    code: 'proof-verified',
    form: 'jwt',
  },
  {
    name: `a JWT by ${name}, its payload altered`,
    clause,
    sent: async () => {
      const jwt = await token(name);
      const other = await token('stranger', claimsOf({ ...badge, name: 'Hartchirurgie' }));
      return [jwt.split('.')[0], other.split('.')[1], jwt.split('.')[2]].join('.');
    },
    verdict: 'invalid',
    step: 'proof',
    code: 'signature-mismatch',
  },
  {
    name: `a JWT by ${name}, its signature altered`,
    clause,
    sent: async () => altered(await token(name), 2),
    verdict: 'invalid',
    step: 'proof',
    code: 'signature-mismatch',
  },
  {
    name: `a JWT by ${name} under the VC JOSE type`,
    clause: 'VC JOSE COSE §3.1.1',
    sent: () => token(name, { ...claimsOf(badge) }, { typ: 'vc+jwt', cty: 'vc' }),
    verdict: 'valid',
    step: 'proof',
    code: 'proof-verified',
  },
]);

const part = (...content: unknown[]) => Buffer.from(JSON.stringify(['zout', ...content])).toString('base64url');
const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
const idPart = part('id', 'did:example:holder');
const { id: _holder, ...subject } = badge.credentialSubject;
const selective = { ...badge, _sd_alg: 'sha-256', credentialSubject: { ...subject, _sd: [digest(idPart)] } };
const sdJwt = async (...parts: string[]) =>
  [await token('P-256', selective, { typ: 'vc+sd-jwt' }), ...parts, ''].join('~');

export const tokenCases: readonly Case[] = [
  ...eachKey,
  {
    name: 'a JWT that says it needs no signature',
    clause: 'RFC 8725 §3.1',
    sent: () => unsigned({ alg: 'none', typ: 'JWT', kid: keyId('P-256') }, claimsOf(badge)),
    verdict: 'invalid',
    step: 'proof',
    code: 'no-proof',
  },
  {
    name: 'a JWT signed with the public key as if it were a shared secret',
    clause: 'RFC 8725 §3.1',
    sent: async () =>
      (await token('RSA')).replace(
        /^[^.]+/,
        Buffer.from(JSON.stringify({ alg: 'HS256', kid: keyId('RSA'), typ: 'JWT' })).toString('base64url'),
      ),
    verdict: 'unknown',
    step: 'proof',
    code: 'unsupported-proof',
  },
  {
    name: 'a JWT by a stranger who brings the key along',
    clause: 'openbadges-3.md §0.8',
    sent: () => token('stranger', claimsOf(badge), { kid: undefined, jwk: keys.stranger.publicJwk }),
    verdict: 'issuer-not-proven',
    step: 'issuer',
    code: 'key-not-listed',
  },
  {
    name: 'a JWT by a stranger under the name of the issuer’s key',
    clause,
    sent: () => token('stranger', claimsOf(badge), { kid: keyId('Ed25519') }),
    verdict: 'invalid',
    step: 'proof',
    code: 'signature-mismatch',
  },
  ...(
    [
      ['iss', { iss: 'https://other.example/' }],
      ['jti', { jti: 'https://foreign.example/badges/2' }],
      ['sub', { sub: 'did:example:other' }],
      ['nbf', { nbf: 1 }],
      ['exp', { exp: 4_000_000_000 }],
    ] as const
  ).map(
    ([claim, change]): Case => ({
      name: `a JWT whose ${claim} says another thing than the badge in it`,
      clause: 'Open Badges 3.0 §8.2.4.1',
      sent: () => token('P-256', { ...claimsOf(badge), ...change }),
      verdict: 'invalid',
      step: 'proof',
      code: 'claims-mismatch',
    }),
  ),
  {
    name: 'a JWT without the claims around it',
    clause: 'Open Badges 3.0 §8.2.4.1',
    sent: () => token('P-256', badge),
    verdict: 'valid-with-warnings',
    step: 'proof',
    code: 'claims-missing',
  },
  {
    name: 'a JWT in the form of the older data model, the badge under vc',
    clause: 'VC Data Model 1.1 §6.3.1',
    sent: () => {
      const { iss, jti, sub, nbf, ...vc } = claimsOf(badge);
      return token('P-256', { iss, jti, sub, nbf, vc });
    },
    verdict: 'valid',
    step: 'proof',
    code: 'proof-verified',
  },
  {
    name: 'a JWT with a badge under vc and another one beside it',
    clause: 'VC JOSE COSE §3.1.3',
    sent: () => token('P-256', { ...claimsOf(badge), vc: { ...badge, name: 'Hartchirurgie' } }),
    verdict: 'invalid',
    step: 'proof',
    code: 'claims-mismatch',
  },
  {
    name: 'a JWT of a badge that has expired',
    clause: 'VC Data Model 2.0 §4.9',
    sent: () => token('P-256', claimsOf(badgeOf(issuerId, { validUntil: '2026-11-10T00:00:00Z' }))),
    verdict: 'expired',
    step: 'validity',
    code: 'expired',
  },
  {
    name: 'an SD-JWT with what its holder shows',
    clause: 'RFC 9901 §7.1',
    sent: () => sdJwt(idPart),
    verdict: 'valid',
    step: 'proof',
    code: 'proof-verified',
    form: 'sd-jwt',
  },
  {
    name: 'an SD-JWT with a part that its issuer did not sign',
    clause: 'RFC 9901 §7.1',
    sent: () => sdJwt(idPart, part('name', 'Hartchirurgie')),
    verdict: 'malformed',
    step: 'input',
    code: 'malformed-jwt',
  },
  {
    name: 'an SD-JWT that does not show whose it is',
    clause: 'Open Badges 3.0 §B.1.5',
    sent: () => sdJwt(),
    verdict: 'malformed',
    step: 'shape',
    code: 'no-recipient',
  },
];
