import { gzipSync } from 'node:zlib';
import { encodeBitstring, type JsonObject } from '../../../src/openbadges/index.ts';
import { badgeOf, contexts, extensions } from '../../../src/verification/judge/played-sources.test-data.ts';
import type { Case } from '../case.ts';
import { controllerOf, issuerId, keyId, proven } from '../foreign.ts';

const listUrl = 'https://foreign.example/status/1';
const clause = 'Bitstring Status List §3.2';

const entry = (change: object = {}) => ({
  id: `${listUrl}#7`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '7',
  statusListCredential: listUrl,
  ...change,
});
const badgeWith =
  (credentialStatus: unknown, more: object = {}) =>
  () =>
    proven('eddsa-rdfc-2022', 'Ed25519', { ...badgeOf(issuerId, { credentialStatus, ...more }) });

const listOf = (set: number[], subject: object = {}, change: object = {}) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: listUrl,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  issuer: issuerId,
  validFrom: '2026-11-01T00:00:00Z',
  credentialSubject: {
    id: `${listUrl}#list`,
    type: 'BitstringStatusList',
    statusPurpose: 'revocation',
    encodedList: encodeBitstring(set),
    ...subject,
  },
  ...change,
});
const publishing =
  (list: JsonObject | string, other: object = {}) =>
  async () => ({
    controllers: [controllerOf(), controllerOf('https://other.example/issuer')],
    pages: { [listUrl]: typeof list === 'string' ? list : await proven('eddsa-rdfc-2022', 'Ed25519', list), ...other },
  });

const lists: readonly (readonly [string, Case['played'], Case['verdict'], string])[] = [
  ['the bit is 0', publishing(listOf([])), 'valid', 'not-withdrawn'],
  ['the bit is 1', publishing(listOf([7])), 'revoked', 'revoked'],
  ['the bits beside it are 1', publishing(listOf([6, 8])), 'valid', 'not-withdrawn'],
  ['the list is not there', async () => ({ controllers: [controllerOf()] }), 'unknown', 'list-not-reachable'],
  ['the list is a page', publishing('<html>'), 'unknown', 'list-unreadable'],
  [
    'the list is of another purpose',
    publishing(listOf([7], { statusPurpose: 'suspension' })),
    'invalid',
    'list-of-another-purpose',
  ],
  [
    'the list has several purposes, ours among them',
    publishing(listOf([7], { statusPurpose: ['suspension', 'revocation'] })),
    'revoked',
    'revoked',
  ],
  [
    'the list names another address as its own',
    publishing(listOf([], {}, { id: 'https://foreign.example/status/2' })),
    'unknown',
    'list-of-another-address',
  ],
  [
    'the list has expired',
    publishing(listOf([], {}, { validUntil: '2026-11-10T00:00:00Z' })),
    'unknown',
    'list-out-of-date',
  ],
  [
    'the list is too short for anybody’s privacy',
    publishing(listOf([], { encodedList: `u${gzipSync(Buffer.alloc(2_048)).toString('base64url')}` })),
    'invalid',
    'list-too-short',
  ],
];

export const statusCases: readonly Case[] = [
  ...lists.map(
    ([name, played, verdict, code]): Case => ({
      name: `status: ${name}`,
      clause,
      sent: badgeWith(entry()),
      ...(played && { played }),
      verdict,
      step: 'status',
      code,
    }),
  ),
  {
    name: 'status: suspended',
    clause: 'Bitstring Status List §2.1',
    sent: badgeWith(entry({ statusPurpose: 'suspension' })),
    played: publishing(listOf([7], { statusPurpose: 'suspension' })),
    verdict: 'suspended',
    step: 'status',
    code: 'suspended',
  },
  {
    name: 'status: a list altered after it was signed',
    clause,
    sent: badgeWith(entry()),
    played: async () => {
      const list = await proven('eddsa-rdfc-2022', 'Ed25519', listOf([7]));
      return {
        controllers: [controllerOf()],
        pages: { [listUrl]: { ...list, credentialSubject: listOf([]).credentialSubject } },
      };
    },
    verdict: 'unknown',
    step: 'status',
    code: 'list-not-proven',
  },
  {
    name: 'status: a list by somebody else',
    clause,
    sent: badgeWith(entry()),
    played: async () => {
      const [other, list] = [
        'https://other.example/issuer',
        listOf([], {}, { issuer: 'https://other.example/issuer' }),
      ];
      const signed = await proven('eddsa-rdfc-2022', 'Ed25519', list, { verificationMethod: keyId('Ed25519', other) });
      return { controllers: [controllerOf(), controllerOf(other)], pages: { [listUrl]: signed } };
    },
    verdict: 'invalid',
    step: 'status',
    code: 'list-of-another-issuer',
  },
  {
    name: 'status: a place behind the end of the list',
    clause,
    sent: badgeWith(entry({ statusListIndex: '131072' })),
    played: publishing(listOf([])),
    verdict: 'invalid',
    step: 'status',
    code: 'index-out-of-range',
  },
  ...['-1', '1e3', ' 7', '07', '7.0'].map(
    (statusListIndex): Case => ({
      name: `status: the place written as "${statusListIndex}"`,
      clause: 'Bitstring Status List §2.2',
      sent: badgeWith(entry({ statusListIndex })),
      played: publishing(listOf([])),
      verdict: 'malformed',
      step: 'shape',
      code: 'malformed-status',
    }),
  ),
  {
    name: 'status: a kind that nobody knows',
    clause: 'VC Data Model 2.0 §4.10',
    sent: badgeWith({ id: `${listUrl}#7`, type: '1EdTechRevocationList' }, { '@context': [...contexts, extensions] }),
    played: async () => ({ controllers: [controllerOf()] }),
    verdict: 'unknown',
    step: 'status',
    code: 'list-not-reachable',
  },
  {
    name: 'status: 1EdTech revocation list without the badge',
    clause: '1EdTech Verifiable Credentials Revocation List 1.0',
    sent: badgeWith({ id: listUrl, type: '1EdTechRevocationList' }, { '@context': [...contexts, extensions] }),
    played: publishing(
      JSON.stringify({
        id: listUrl,
        issuer: issuerId,
        revokedCredential: [{ id: 'https://foreign.example/badges/9' }],
      }),
    ),
    verdict: 'valid',
    step: 'status',
    code: 'not-withdrawn',
  },
  {
    name: 'status: 1EdTech revocation list with the badge',
    clause: '1EdTech Verifiable Credentials Revocation List 1.0',
    sent: badgeWith({ id: listUrl, type: '1EdTechRevocationList' }, { '@context': [...contexts, extensions] }),
    played: publishing(
      JSON.stringify({
        id: listUrl,
        issuer: issuerId,
        revokedCredential: [{ id: 'https://foreign.example/badges/1' }],
      }),
    ),
    verdict: 'revoked',
    step: 'status',
    code: 'revoked',
  },
  {
    name: 'status: none given',
    clause: 'VC Data Model 2.0 §4.10',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519'),
    verdict: 'valid',
    step: 'status',
    code: 'no-status',
  },
];
