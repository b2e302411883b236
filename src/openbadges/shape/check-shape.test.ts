import { describe, expect, test } from 'vitest';
import { listUrl, minimalFacts, richFacts } from '../../../tests/interop/badges.ts';
import { buildCredential } from '../build/credential.ts';
import { checkShape } from './check-shape.ts';
import { type FindingCode, isObject, type JsonObject } from './finding.ts';

const base = 'https://www.w3.org/ns/credentials/v2';
const openBadges = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const extensions = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';
const older = 'https://w3id.org/security/suites/ed25519-2020/v1';

const rich = () => JSON.parse(JSON.stringify(buildCredential(richFacts))) as JsonObject;

/** A copy of the rich badge in which the value at a JSON Pointer is another; `undefined` takes it away. */
function withValue(pointer: string, value: unknown, document = rich()): JsonObject {
  const steps = pointer.split('/').slice(1);
  const holder = steps
    .slice(0, -1)
    .reduce<unknown>((at, step) => (isObject(at) || Array.isArray(at) ? at[step as never] : at), document);
  const last = steps.at(-1) ?? '';
  if (value === undefined) delete (holder as JsonObject)[last];
  else (holder as JsonObject)[last] = value;
  return document;
}

const contexts = (...list: unknown[]) => withValue('/@context', list);
const result = '/credentialSubject/result/0';
const description = '/credentialSubject/achievement/resultDescription/0';
const evidence = '/evidence/0';

/** Every code with what causes it: name, document, pointer. The type makes sure that none is left out. */
const faults: Record<FindingCode, [name: string, document: unknown, pointer: string][]> = {
  'not-an-object': [
    ['a list', [rich()], ''],
    ['nothing', null, ''],
    ['a text', 'badge', ''],
  ],
  'context-not-a-list': [
    ['one context as a string', withValue('/@context', base), '/@context'],
    ['no context', withValue('/@context', undefined), '/@context'],
    ['nine contexts', contexts(...Array.from({ length: 9 }, () => base)), '/@context'],
  ],
  'context-not-allowed': [
    ['an unknown context', contexts(base, openBadges, 'https://example.org/'), '/@context/2'],
    ['an inline context', contexts(base, openBadges, { '@vocab': 'https://example.org/' }), '/@context/2'],
    ['null', contexts(base, openBadges, null), '/@context/2'],
    ['a list of contexts', contexts(base, openBadges, [extensions]), '/@context/2'],
    ['one twice', contexts(base, openBadges, openBadges), '/@context/2'],
  ],
  'context-order': [
    ['Open Badges first', contexts(openBadges, base), '/@context/0'],
    ['something between', contexts(base, extensions, openBadges), '/@context/1'],
    ['the base alone', contexts(base), '/@context/1'],
    ['another order behind', contexts(base, openBadges, older, extensions), '/@context/3'],
  ],
  'context-not-needed': [
    ['a context of which nothing is used', contexts(base, openBadges, extensions, older), '/@context/3'],
    [
      'a context that says again what is said',
      withValue(
        '/proof',
        { type: 'DataIntegrityProof' },
        contexts(base, openBadges, 'https://w3id.org/security/data-integrity/v2'),
      ),
      '/@context/2',
    ],
  ],
  'json-ld-keyword': [
    ['@index', withValue('/issuer/@index', 'x'), '/issuer/@index'],
    ['@included', withValue('/@included', [{}]), '/@included'],
    ['@type', withValue(`${evidence}/@type`, 'Evidence'), '/evidence/0/@type'],
    ['what is no keyword yet', withValue('/@new', 'x'), '/@new'],
    ['@context inside', withValue('/issuer/@context', [base, openBadges]), '/issuer/@context'],
  ],
  'null-value': [
    ['null', withValue('/issuer/url', null), '/issuer/url'],
    ['null in a list', withValue('/credentialSubject/achievement/tag/1', null), '/credentialSubject/achievement/tag/1'],
    ['null in an unknown member', withValue('/a~1b', { c: null }), '/a~01b/c'],
  ],
  'empty-list': [['an empty list', withValue('/evidence', []), '/evidence']],
  'nested-list': [['a list in a list', withValue('/evidence/0', [{}]), '/evidence/0']],
  'repeated-item': [
    [
      'a word twice',
      withValue('/credentialSubject/achievement/tag', ['a', 'b', 'a']),
      '/credentialSubject/achievement/tag/2',
    ],
    [
      'a type twice',
      withValue('/type', ['VerifiableCredential', 'OpenBadgeCredential', 'OpenBadgeCredential']),
      '/type/2',
    ],
    [
      'one thing in two parts',
      withValue('/evidence', [
        { id: 'https://example.org/1', type: ['Evidence'], name: 'x' },
        { id: 'https://example.org/1', type: ['Evidence'], genre: 'x' },
      ]),
      '/evidence/1',
    ],
    [
      'one proof twice',
      withValue('/proof', [
        { type: 'DataIntegrityProof', proofValue: 'z1' },
        { type: 'DataIntegrityProof', proofValue: 'z1' },
      ]),
      '/proof/1',
    ],
  ],
  'repeated-id': [
    [
      'the badge again inside itself',
      withValue(evidence, { id: richFacts.id, type: ['Evidence', 'VerifiableCredential'], name: 'x' }),
      '/evidence/0/id',
    ],
  ],
  'not-a-term': [
    [
      'the place in the status list, hidden behind its address',
      { ...withValue('/credentialStatus', undefined), 'https://www.w3.org/2018/credentials#credentialStatus': {} },
      '/https:~1~1www.w3.org~12018~1credentials#credentialStatus',
    ],
    ['a prefixed name', withValue('/cred:credentialStatus', {}), '/cred:credentialStatus'],
    ['a class as member', withValue('/issuer/address/GeoCoordinates', {}), '/issuer/address/GeoCoordinates'],
    [
      'a type by address',
      withValue('/issuer/type', ['Profile', 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile']),
      '/issuer/type',
    ],
    [
      'a type with a prefix',
      withValue('/type', ['VerifiableCredential', 'OpenBadgeCredential', 'cred:VerifiableCredential']),
      '/type',
    ],
    [
      'a purpose by address',
      withValue('/proof', { proofPurpose: 'https://w3id.org/security#assertionMethod' }),
      '/proof/proofPurpose',
    ],
  ],
  'imprecise-number': [
    [
      '17 digits',
      withValue('/credentialSubject/creditsEarned', 2.5000000000000004),
      '/credentialSubject/creditsEarned',
    ],
    ['minus zero', withValue('/credentialSubject/creditsEarned', -0), '/credentialSubject/creditsEarned'],
  ],
  'bare-reference': [['an address as object', withValue('/issuer', { id: 'https://example.org/' }), '/issuer']],
  'not-a-credential': [
    ['no badge', withValue('/type', ['VerifiableCredential']), '/type'],
    ['no credential', withValue('/type', ['OpenBadgeCredential']), '/type'],
    ['no type', withValue('/type', undefined), '/type'],
    ['a type that only begins so', withValue('/type', 'VerifiableCredentialOpenBadgeCredential'), '/type'],
  ],
  schema: [
    ['no issuer', withValue('/issuer', undefined), ''],
    ['no achievement', withValue('/credentialSubject/achievement', undefined), '/credentialSubject'],
    ['a status that does not exist', withValue(`${result}/status`, 'Passed'), `${result}/status`],
    ['30 February', withValue('/validFrom', '2026-02-30T00:00:00Z'), '/validFrom'],
    ['a day only', withValue('/awardedDate', '2026-02-03'), '/awardedDate'],
    ['no zone', withValue('/validUntil', '2031-02-03T00:00:00'), '/validUntil'],
    [
      'two types of status',
      withValue('/credentialStatus/type', ['BitstringStatusListEntry', 'Other']),
      '/credentialStatus/type',
    ],
    ['a number as word', withValue('/credentialSubject/creditsEarned', '5'), '/credentialSubject/creditsEarned'],
  ],
  'not-a-uri': [
    [
      'a relative id',
      withValue('/credentialSubject/achievement/id', '/achievements/1'),
      '/credentialSubject/achievement/id',
    ],
    ['a program as address', withValue('/issuer/url', 'javascript:alert(1)'), '/issuer/url'],
    ['a program in capitals', withValue('/issuer/url', 'JavaScript:alert(1)'), '/issuer/url'],
    ['a page as data', withValue('/issuer/url', 'data:text/html,x'), '/issuer/url'],
    ['the label of a blank node', withValue(`${result}/id`, '_:b0'), `${result}/id`],
  ],
  'not-a-date': [
    ['a second that is none', withValue('/validFrom', '2026-06-30T23:59:60Z'), '/validFrom'],
    ['a blank in the middle', withValue('/awardedDate', '2026-02-03 00:00:00Z'), '/awardedDate'],
    ['small letters', withValue('/validUntil', '2031-02-03t00:00:00z'), '/validUntil'],
    [
      'a zone that is none',
      withValue('/credentialSubject/activityEndDate', '2026-02-03T00:00:00+14:30'),
      '/credentialSubject/activityEndDate',
    ],
    ['an end before the beginning', withValue('/validUntil', '2026-07-23T09:29:59Z'), '/validUntil'],
  ],
  'no-recipient': [['nobody', withValue('/credentialSubject/identifier', undefined), '/credentialSubject']],
  'malformed-status': [
    [
      'an index with a zero in front',
      withValue('/credentialStatus/statusListIndex', '007'),
      '/credentialStatus/statusListIndex',
    ],
    ['an index in a list', withValue('/credentialStatus/statusListIndex', ['7']), '/credentialStatus/statusListIndex'],
    ['no index', withValue('/credentialStatus/statusListIndex', undefined), '/credentialStatus/statusListIndex'],
    [
      'no list',
      withValue('/credentialStatus/statusListCredential', undefined),
      '/credentialStatus/statusListCredential',
    ],
    ['no purpose', withValue('/credentialStatus/statusPurpose', undefined), '/credentialStatus/statusPurpose'],
    ['the list as its own entry', withValue('/credentialStatus/id', listUrl), '/credentialStatus/statusListCredential'],
  ],
  'unresolved-reference': [
    [
      'a result for nothing',
      withValue(`${result}/resultDescription`, 'https://example.org/x'),
      `${result}/resultDescription`,
    ],
    ['a level of nothing', withValue(`${result}/achievedLevel`, 'https://example.org/x'), `${result}/achievedLevel`],
    [
      'a required level of nothing',
      withValue(`${description}/requiredLevel`, 'https://example.org/x'),
      `${description}/requiredLevel`,
    ],
  ],
};

describe.each(Object.entries(faults))('%s', (code, examples) => {
  test.each(examples)('%s', (_name, document, pointer) => {
    expect(checkShape(document).map((found) => [found.code, found.pointer])).toContainEqual([code, pointer]);
  });
});

describe('no fault', () => {
  const profile = { id: 'https://example.org/issuer', type: 'Profile', name: 'x' };
  const v1 = {
    '@context': ['https://www.w3.org/2018/credentials/v1', openBadges, older],
    id: 'urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002',
    type: ['VerifiableCredential', 'AchievementCredential'],
    name: 'x',
    issuer: profile,
    issuanceDate: '2022-01-01T00:00:00Z',
    credentialSubject: {
      id: 'did:example:1',
      type: 'AchievementSubject',
      achievement: {
        id: 'https://example.org/a',
        type: 'Achievement',
        name: 'x',
        description: 'x',
        criteria: { narrative: 'x' },
      },
    },
    proof: { type: 'Ed25519Signature2020' },
  };

  test.each<[string, unknown]>([
    ['a rich badge', rich()],
    ['a minimal badge', buildCredential(minimalFacts)],
    ['a badge of the data model 1.1', v1],
    [
      'a third context of which something is used',
      withValue(
        '/credentialSchema',
        [{ id: 'https://example.org/s', type: '1EdTechJsonSchemaValidator2019' }],
        contexts(base, openBadges, extensions),
      ),
    ],
    ['a moment elsewhere', withValue('/validFrom', '2026-07-23T23:30:00.5+14:00')],
    ['a badge without status', withValue('/credentialStatus', undefined)],
    ['the address of the badge as evidence', withValue(`${evidence}/id`, richFacts.id)],
    ['a picture as data', withValue('/issuer/image/id', 'data:image/png;base64,AAAA')],
    ['an unknown member: JSON-LD refuses it later', withValue('/issuer/unknown', 'x')],
    ['a colon in words', withValue('/credentialSubject/narrative', 'https://example.org/: x')],
    ['the same words in two members', withValue('/issuer/description', 'Zorgacademie Kompas')],
    ['credits with a fraction', withValue('/credentialSubject/creditsEarned', 0.1)],
  ])('%s', (_name, document) => {
    expect(checkShape(document)).toEqual([]);
  });
});

test('a document that is wrong in many ways is told the cheapest faults only, and not without end', () => {
  const many = withValue(
    '/evidence',
    Array.from({ length: 500 }, () => ({ type: 5 })),
  );
  expect(checkShape(many).length).toBeLessThanOrEqual(20);
  expect(checkShape(many).every(({ code }) => code === 'schema')).toBe(true);
});
