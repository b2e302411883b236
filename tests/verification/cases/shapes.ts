import {
  badgeOf,
  contexts,
  extensions,
  olderContexts,
} from '../../../src/verification/judge/played-sources.test-data.ts';
import type { Case } from '../case.ts';
import { issuerId, proven } from '../foreign.ts';

const badge = badgeOf(issuerId);
const signed = (change: object) => () => proven('eddsa-jcs-2022', 'Ed25519', { ...badge, ...change });
/** Shape is judged before the signature, so what no suite would sign is given the proof of the sound badge. */
const spoiled = (change: object) => async () => {
  const { proof } = await proven('eddsa-rdfc-2022', 'Ed25519');
  return JSON.parse(JSON.stringify({ ...badge, ...change, proof }));
};
const subject = badge.credentialSubject;
const achievement = subject.achievement;

const faults: readonly (readonly [string, object, string, string])[] = [
  ['without type', { type: undefined }, 'not-a-credential', 'Open Badges 3.0 §B.1'],
  ['of another type', { type: ['VerifiableCredential'] }, 'not-a-credential', 'Open Badges 3.0 §B.1'],
  ['without issuer', { issuer: undefined }, 'schema', 'VC Data Model 2.0 §4.7'],
  ['without id', { id: undefined }, 'schema', 'Open Badges 3.0 §B.1'],
  ['without subject', { credentialSubject: undefined }, 'schema', 'VC Data Model 2.0 §4.8'],
  [
    'without achievement',
    { credentialSubject: { ...subject, achievement: undefined } },
    'schema',
    'Open Badges 3.0 §B.1.5',
  ],
  [
    'without criteria',
    { credentialSubject: { ...subject, achievement: { ...achievement, criteria: undefined } } },
    'schema',
    'Open Badges 3.0 §B.1.2',
  ],
  ['for nobody', { credentialSubject: { ...subject, id: undefined } }, 'no-recipient', 'Open Badges 3.0 §B.1.5'],
  ['valid from 30 February', { validFrom: '2026-02-30T00:00:00Z' }, 'schema', 'VC Data Model 2.0 §4.9'],
  ['valid from a moment without zone', { validFrom: '2026-02-03T00:00:00' }, 'schema', 'VC Data Model 2.0 §4.9'],
  ['that ends before it begins', { validUntil: '2026-10-01T00:00:00Z' }, 'not-a-date', 'VC Data Model 2.0 §4.9'],
  ['without contexts', { '@context': undefined }, 'context-not-a-list', 'VC Data Model 2.0 §4.3'],
  [
    'with a context of its own',
    { '@context': [...contexts, { name: 'https://a.example/' }] },
    'context-not-allowed',
    'threats.md §2.2',
  ],
  [
    'with a context that makes every word a term',
    { '@context': [...contexts, { '@vocab': 'https://a.example/' }] },
    'context-not-allowed',
    'threats.md §2.2',
  ],
  [
    'with a context of somebody else',
    { '@context': [...contexts, 'https://a.example/v1'] },
    'context-not-allowed',
    'threats.md §2.2',
  ],
  [
    'with the contexts the other way round',
    { '@context': contexts.toReversed() },
    'context-order',
    'VC Data Model 2.0 §4.3',
  ],
  ['with JSON-LD in its body', { '@included': [{ id: 'https://a.example/' }] }, 'json-ld-keyword', 'threats.md §2.3'],
  ['with a null', { validUntil: null }, 'null-value', 'threats.md §2.5'],
  ['with an empty list', { evidence: [] }, 'empty-list', 'threats.md §2.5'],
];

const texts: readonly (readonly [string, () => string | Buffer, string])[] = [
  ['nothing', () => '', 'not-json'],
  ['half a badge', () => JSON.stringify(badge).slice(0, 200), 'not-json'],
  ['a name twice', () => `{"id":"https://a.example",${JSON.stringify(badge).slice(1)}`, 'duplicate-key'],
  [
    'a name twice, spelled differently',
    () => `{"\\u0069d":"https://a.example",${JSON.stringify(badge).slice(1)}`,
    'duplicate-key',
  ],
  ['a name that changes objects', () => `{"__proto__":{},${JSON.stringify(badge).slice(1)}`, 'forbidden-key'],
  [
    'half a character',
    () => JSON.stringify({ ...badge, name: '' }).replace('"name":""', '"name":"\\ud800"'),
    'forbidden-character',
  ],
  [
    'a number without end',
    () => JSON.stringify(badge).replace('"name":"Wondzorg"', '"name":1e999'),
    'number-out-of-range',
  ],
  ['five thousand brackets', () => '['.repeat(5_000) + ']'.repeat(5_000), 'too-deep'],
  ['no UTF-8', () => Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'not-utf-8'],
  ['a list of 501', () => JSON.stringify({ ...badge, tag: Array.from({ length: 501 }, String) }), 'array-too-long'],
];

export const shapeCases: readonly Case[] = [
  ...faults.map(
    ([name, change, code, clause]): Case => ({
      name: `a badge ${name}`,
      clause,
      sent: spoiled(change),
      verdict: 'malformed',
      step: 'shape',
      code,
    }),
  ),
  ...texts.map(
    ([name, text, code]): Case => ({
      name: `text: ${name}`,
      clause: 'threats.md §2.1',
      sent: text,
      verdict: 'malformed',
      step: 'input',
      code,
    }),
  ),
  {
    name: 'a badge with a word that no context defines, which its signature cannot cover',
    clause: 'VC Data Integrity §2.4.1',
    sent: spoiled({ salary: 'high' }),
    verdict: 'invalid',
    step: 'proof',
    code: 'not-processable',
  },
  {
    name: 'a badge in the older data model (VCDM 1.1)',
    clause: 'VC Data Model 1.1',
    sent: () => {
      const { validFrom: issuanceDate, ...rest } = badge;
      return proven('eddsa-rdfc-2022', 'Ed25519', { ...rest, '@context': [...olderContexts], issuanceDate });
    },
    verdict: 'valid-with-warnings',
    step: 'shape',
    code: 'older-data-model',
  },
  {
    name: 'a badge with an older context of Open Badges 3.0',
    clause: 'Open Badges 3.0 §8.2',
    sent: () =>
      proven('eddsa-rdfc-2022', 'Ed25519', {
        ...badge,
        '@context': [contexts[0], 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json'],
      }),
    verdict: 'valid-with-warnings',
    step: 'shape',
    code: 'older-context',
  },
  {
    name: 'a badge with a vocabulary that it does not need',
    clause: 'VC Data Model 2.0 §4.3',
    sent: () => proven('eddsa-rdfc-2022', 'Ed25519', { ...badge, '@context': [...contexts, extensions] }),
    verdict: 'valid-with-warnings',
    step: 'shape',
    code: 'context-not-needed',
  },
  {
    name: 'a badge from next year',
    clause: 'VC Data Model 2.0 §4.9',
    sent: signed({ validFrom: '2027-01-01T00:00:00Z' }),
    verdict: 'not-yet-valid',
    step: 'validity',
    code: 'not-yet-valid',
  },
  {
    name: 'a badge that ended yesterday',
    clause: 'VC Data Model 2.0 §4.9',
    sent: signed({ validUntil: '2026-11-21T00:00:00Z' }),
    verdict: 'expired',
    step: 'validity',
    code: 'expired',
  },
  {
    name: 'a badge that ends tomorrow',
    clause: 'VC Data Model 2.0 §4.9',
    sent: signed({ validUntil: '2026-11-23T00:00:00Z' }),
    verdict: 'valid',
    step: 'validity',
    code: 'within-period',
  },
];
