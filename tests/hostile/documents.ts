import type { JsonObject } from '../../src/openbadges/index.ts';
import { turned } from './poison.ts';

/** What is sent, and what must come of it: the verdict, and the code of the step that says why. */
export interface Hostile {
  readonly name: string;
  /** Changes a copy of a badge that is valid; text and bytes are sent as they are. */
  readonly make: (badge: any) => JsonObject | string | Buffer;
  readonly verdict: string;
  readonly code: string;
}

type Row = [name: string, make: Hostile['make'], code: string];

const rows = (verdict: string, list: readonly Row[]): Hostile[] =>
  list.map(([name, make, code]) => ({ name, make, verdict, code }));

/** The badge with these members instead of its own. */
const with_ = (more: object) => (badge: any) => ({ ...badge, ...more });
const inSubject = (more: object) => (badge: any) => ({
  ...badge,
  credentialSubject: { ...badge.credentialSubject, ...more },
});
const inAchievement = (more: object) => (badge: any) =>
  inSubject({ achievement: { ...badge.credentialSubject.achievement, ...more } })(badge);
const inProof = (more: object) => (badge: any) => ({ ...badge, proof: { ...[badge.proof].flat()[0], ...more } });
const without = (name: string) => (badge: any) => {
  const { [name]: _, ...rest } = badge;
  return rest;
};
const text = (badge: any) => JSON.stringify(badge);
const withText = (member: string) => (badge: any) => `{${member},${text(badge).slice(1)}`;
const contexts = (change: (list: any[]) => unknown) => (badge: any) => ({
  ...badge,
  '@context': change(badge['@context']),
});
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** threats.md §2.1: refused before anything is made of it. */
export const texts = rows('malformed', [
  ['a name twice', withText('"name":"Chirurg"'), 'duplicate-key'],
  ['a name twice, once spelled with an escape', withText('"n\\u0061me":"Chirurg"'), 'duplicate-key'],
  ['__proto__', withText('"__proto__":{"verified":true}'), 'forbidden-key'],
  ['__proto__ spelled with an escape', withText('"__pr\\u006fto__":{"verified":true}'), 'forbidden-key'],
  ['constructor', withText('"constructor":{"prototype":{}}'), 'forbidden-key'],
  ['half a character', withText('"description":"\\ud800"'), 'forbidden-character'],
  ['a zero character', withText('"description":"\\u0000"'), 'forbidden-character'],
  ['a number without end', withText('"creditsEarned":1e999'), 'number-out-of-range'],
  ['a number that loses digits', withText('"creditsEarned":9007199254740993'), 'number-out-of-range'],
  ['33 levels', withText(`"a":${nested(33)}`), 'too-deep'],
  ['40,000 levels', () => nested(40_000), 'too-deep'],
  ['40,000 lists in lists', () => '['.repeat(40_000) + ']'.repeat(40_000), 'too-deep'],
  ['5,001 values', withText(`"a":[${Array(11).fill(`[${Array(480).fill(1)}]`)}]`), 'too-many-nodes'],
  ['20,000 tags', inAchievement({ tag: Array.from({ length: 20_000 }, (_, n) => `tag${n}`) }), 'array-too-long'],
  ['a text of 70,000 characters', with_({ description: 'x'.repeat(70_000) }), 'string-too-long'],
  ['a data URI of 800,000 characters', with_({ image: `data:image/png;base64,${'A'.repeat(800_000)}` }), 'too-large'],
  ['300,000 bytes', (badge) => text(badge) + ' '.repeat(300_000), 'too-large'],
  ['bytes that are no text', (badge) => Buffer.concat([Buffer.from(text(badge)), Buffer.from([0xff])]), 'not-utf-8'],
  ['a comment', (badge) => `/* */${text(badge)}`, 'not-json'],
  ['something behind it', (badge) => `${text(badge)}{}`, 'not-json'],
  ['half of it', (badge) => text(badge).slice(0, -40), 'not-json'],
  ['nothing', () => '', 'not-json'],
]);

/** threats.md §2.2: what the words mean is never left to the badge. */
export const contextTricks = rows('malformed', [
  ['an inline context', contexts((list) => [...list, { name: 'https://evil.example/name' }]), 'context-not-allowed'],
  ['@vocab', contexts((list) => [...list, { '@vocab': 'https://evil.example/' }]), 'context-not-allowed'],
  ['an empty inline context', contexts((list) => [...list, {}]), 'context-not-allowed'],
  ['a context that is nothing', contexts((list) => [...list, null]), 'context-not-allowed'],
  ['a context in a context', contexts((list) => [list]), 'context-not-allowed'],
  ['an address that nobody knows', contexts((list) => [...list, 'https://evil.example/v1']), 'context-not-allowed'],
  ['an address of this machine', contexts((list) => [...list, 'http://127.0.0.1/v1']), 'context-not-allowed'],
  ['a file', contexts((list) => [...list, 'file:///etc/passwd']), 'context-not-allowed'],
  ['one twice', contexts((list) => [...list, list[0]]), 'context-not-allowed'],
  ['500 of them', contexts((list) => Array(500).fill(list[0])), 'context-not-a-list'],
  ['only one, not in a list', contexts((list) => list[0]), 'context-not-a-list'],
  ['none', without('@context'), 'context-not-a-list'],
  ['turned round', contexts((list) => list.toReversed()), 'context-order'],
  ['Open Badges left out', contexts((list) => list.slice(0, 1)), 'context-order'],
  ['one further in', inSubject({ '@context': { '@vocab': 'https://evil.example/' } }), 'json-ld-keyword'],
  ['none further in', inSubject({ '@context': null }), 'json-ld-keyword'],
  [
    '500 inline contexts in each other',
    contexts((list) => [
      ...list,
      ...Array.from({ length: 6 }, (_, n) => ({ [`t${n}`]: { '@id': 'x:y', '@context': { '@vocab': 'x:' } } })),
    ]),
    'context-not-allowed',
  ],
]);

/** threats.md §2.3 and §2.5: nothing may stand in it that a signature does not cover. */
export const uncovered = rows('malformed', [
  ...['@index', '@included', '@graph', '@reverse', '@value', '@nest', '@set', '@list', '@language', '@vocab'].map(
    (keyword): Row => [keyword, with_({ [keyword]: { id: 'https://evil.example/' } }), 'json-ld-keyword'],
  ),
  ['@type beside type', with_({ '@type': 'ClrCredential' }), 'json-ld-keyword'],
  ['@id further in', inSubject({ '@id': 'https://evil.example/' }), 'json-ld-keyword'],
  ['an address as a word', with_({ 'https://evil.example/grade': '10' }), 'not-a-term'],
  ['nothing', with_({ validUntil: null }), 'null-value'],
  ['an empty list', with_({ evidence: [] }), 'empty-list'],
  ['a list in a list', with_({ evidence: [[]] }), 'nested-list'],
]);

/** threats.md §2.4: it must be an Open Badge, with dates that exist. */
export const shapes = rows('malformed', [
  ['a list of nothing', () => '[]', 'not-an-object'],
  ['a text', () => '"badge"', 'not-an-object'],
  [
    'no achievement',
    (badge) => ({ ...badge, credentialSubject: { id: 'did:example:1', type: ['AchievementSubject'] } }),
    'schema',
  ],
  ['no id', without('id'), 'schema'],
  ['no issuer', without('issuer'), 'schema'],
  ['another type', with_({ type: ['VerifiableCredential'] }), 'not-a-credential'],
  ['30 February', with_({ validFrom: '2026-02-30T00:00:00Z' }), 'schema'],
  ['a moment without a zone', with_({ validFrom: '2026-02-01T00:00:00' }), 'schema'],
]);

/** threats.md §2.6 and §2.7: what a proof says is covered too. */
export const proofs = [
  ...rows('invalid', [
    ['no proof', without('proof'), 'no-proof'],
    ['a proof without a value', inProof({ proofValue: undefined }), 'malformed-proof'],
    ['another moment', inProof({ created: '2026-11-02T00:00:00Z' }), 'signature-mismatch'],
    ['another purpose', inProof({ proofPurpose: 'authentication' }), 'wrong-purpose'],
    ['another suite', inProof({ cryptosuite: 'eddsa-jcs-2022' }), 'signature-mismatch'],
    ['an older type', inProof({ type: 'Ed25519Signature2020', cryptosuite: undefined }), 'not-processable'],
    ['an end added', inProof({ expires: '2040-01-01T00:00:00Z' }), 'signature-mismatch'],
    ['an end that is no moment', inProof({ expires: 'soon' }), 'malformed-proof'],
    ['a domain added', inProof({ domain: 'https://evil.example' }), 'signature-mismatch'],
    ['a challenge without a domain', inProof({ challenge: '1' }), 'malformed-proof'],
    ['a proof to follow that is not there', inProof({ previousProof: 'urn:uuid:1' }), 'previous-proof-missing'],
    [
      'another alphabet',
      (badge) => inProof({ proofValue: `u${badge.proof[0].proofValue.slice(1)}` })(badge),
      'malformed-proof',
    ],
    [
      'half a signature',
      (badge) => inProof({ proofValue: badge.proof[0].proofValue.slice(0, 40) })(badge),
      'malformed-proof',
    ],
    ['a signature of 60,000 characters', inProof({ proofValue: `z${'2'.repeat(60_000)}` }), 'malformed-proof'],
    [
      'one good proof and one bad',
      (badge) => ({
        ...badge,
        proof: [badge.proof[0], { ...badge.proof[0], proofValue: turned(badge.proof[0].proofValue) }],
      }),
      'signature-mismatch',
    ],
    [
      '500 proofs',
      (badge) => ({
        ...badge,
        proof: Array.from({ length: 500 }, (_, n) => ({ ...badge.proof[0], id: `urn:x:${n}` })),
      }),
      'malformed-proof',
    ],
    ['another name', with_({ name: 'Chirurg' }), 'signature-mismatch'],
    ['a longer validity', with_({ validUntil: '2099-01-01T00:00:00Z' }), 'signature-mismatch'],
    ['a word that no context knows', inSubject({ grade: '10' }), 'not-processable'],
    ['a word with an object in it', inAchievement({ honours: { name: 'cum laude' } }), 'not-processable'],
    ['a word with a dot', with_({ './grade': '10' }), 'not-processable'],
    ['a known word added', inAchievement({ tag: ['hartchirurgie'] }), 'signature-mismatch'],
    ['a word dropped', (badge) => without('name')(badge), 'signature-mismatch'],
  ]),
  ...rows('unknown', [['a suite that nobody knows', inProof({ cryptosuite: 'quantum-2031' }), 'unsupported-proof']]),
];
