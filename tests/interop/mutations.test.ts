import { createHash, createPrivateKey, sign } from 'node:crypto';
import jsonld from 'jsonld';
import { describe, expect, test } from 'vitest';
import {
  buildCredential,
  checkShape,
  documentLoader,
  type JsonObject,
  signCredential,
  verifyProofs,
} from '../../src/openbadges/index.ts';
import { controllers, created, issuerKey, minimalFacts, received, richFacts, signedBadge } from './badges.ts';
import { mutationsOf } from './mutations.ts';

async function accepted(document: JsonObject): Promise<boolean> {
  if (checkShape(document).length > 0) return false;
  return (await verifyProofs(document, controllers)).verified;
}

/** What the library would sign, though we issue nothing like it: numbers, an endorsement inside, a third context, `geo`, a list with an order. */
async function foreignBadge(): Promise<JsonObject> {
  const foreignFacts = { ...minimalFacts, evidence: [{ url: minimalFacts.id, name: 'De badge zelf' }] };
  const { credentialSubject, ...rest } = received(buildCredential(foreignFacts)) as { credentialSubject: JsonObject };
  const endorsement = await signCredential(
    {
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: 'https://badges.example/endorsements/1',
      type: ['VerifiableCredential', 'EndorsementCredential'],
      name: 'Aanbeveling',
      issuer: { id: 'did:web:linde.example', type: ['Profile'], name: 'Huis De Linde' },
      validFrom: '2026-07-23T00:00:00Z',
      credentialSubject: {
        id: minimalFacts.id,
        type: ['EndorsementSubject'],
        endorsementComment: 'Wij staan hiervoor in.',
      },
    },
    issuerKey,
    { created },
  );
  const document = {
    ...rest,
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
    ],
    issuer: {
      ...((rest as JsonObject).issuer as JsonObject),
      address: {
        type: ['Address'],
        addressLocality: 'Amsterdam',
        geo: { type: 'GeoCoordinates', latitude: 52.3702, longitude: 4.8952 },
      },
      endorsement: [endorsement],
    },
    credentialSubject: {
      ...credentialSubject,
      creditsEarned: 2.5,
      achievement: {
        ...(credentialSubject.achievement as JsonObject),
        creditsAvailable: 5,
        resultDescription: [
          {
            id: 'https://badges.example/grade',
            type: ['ResultDescription'],
            name: 'Cijfer',
            resultType: 'LetterGrade',
            allowedValue: ['D', 'C', 'B', 'A'],
          },
        ],
      },
    },
    credentialSchema: [
      {
        id: 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json',
        type: '1EdTechJsonSchemaValidator2019',
      },
    ],
  };
  return received(await signCredential(document, issuerKey, { created }));
}

/** A badge with the older proof, which we verify and do not make; signed here by hand. */
async function olderBadge(): Promise<JsonObject> {
  const contexts = [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    'https://w3id.org/security/suites/ed25519-2020/v1',
  ];
  const { refreshService: _newer, ...statement } = received(buildCredential(minimalFacts));
  const document = { ...statement, '@context': contexts };
  const proof = {
    type: 'Ed25519Signature2020',
    created: '2026-07-23T09:30:00Z',
    verificationMethod: issuerKey.id,
    proofPurpose: 'assertionMethod',
  };
  const hash = async (value: object) => {
    const options = { algorithm: 'RDFC-1.0', base: null, safe: true, documentLoader: documentLoader() };
    return createHash('sha256')
      .update(await jsonld.canonize(value, options))
      .digest();
  };
  const hashed = Buffer.concat([await hash({ ...proof, '@context': contexts }), await hash(document)]);
  return received({ ...document, proof: { ...proof, proofValue: multibase(sign(null, hashed, secretKey())) } });
}

/** The secret of the sample issuer for node:crypto: behind two bytes of header come the seed and the public key. */
function secretKey() {
  const seed = decode(issuerKey.secretKeyMultibase.slice(1)).subarray(2, 34);
  const x = decode(issuerKey.publicKeyMultibase.slice(1)).subarray(2);
  return createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url'), x: x.toString('base64url') },
    format: 'jwk',
  });
}

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function decode(text: string): Buffer {
  let value = 0n;
  for (const letter of text) value = value * 58n + BigInt(alphabet.indexOf(letter));
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function multibase(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = `${alphabet[Number(value % 58n)]}${text}`;
  return `z${text}`;
}

describe.each([
  ['a rich badge', () => signedBadge(richFacts), 3_500],
  ['a minimal badge', () => signedBadge(minimalFacts), 700],
  ['a badge of others with endorsement, numbers and a third context', foreignBadge, 1_500],
  ['a badge with Ed25519Signature2020', olderBadge, 700],
])('%s', (_name, make, atLeast) => {
  test('is accepted as it was signed', async () => {
    const badge = await make();
    expect(checkShape(badge)).toEqual([]);
    expect(await verifyProofs(badge, controllers)).toMatchObject({ verified: true, code: 'proof-verified' });
  });

  test('is refused after any single change', { timeout: 120_000 }, async () => {
    let count = 0;
    const survivors: string[] = [];
    for (const { name, document } of mutationsOf(await make())) {
      count += 1;
      if (await accepted(document)) survivors.push(name);
    }
    expect(survivors.filter((name) => !isTheSame(name))).toEqual([]);
    expect(count, 'a test that changes nothing must fail').toBeGreaterThan(atLeast);
  });
});

describe('statements about the badge that are moved to where no reader looks', () => {
  const hidden = async (name: string) => {
    const badge = await foreignBadge();
    const { [name]: moved, ...rest } = badge;
    const [evidence] = badge.evidence as JsonObject[];
    const again = { ...evidence, type: ['Evidence', ...(badge.type as string[])], [name]: moved };
    return { ...rest, evidence: [again] };
  };

  test.each(['credentialStatus', 'awardedDate', 'credentialSchema'])('%s', async (name) => {
    const forged = await hidden(name);
    // The signature does not notice it; that is why the shape must.
    expect(await verifyProofs(forged, controllers)).toMatchObject({ verified: true });
    expect(checkShape(forged)).toMatchObject([{ code: 'repeated-id', pointer: '/evidence/0/id' }]);
  });
});

/**
 * The changes that say the same, so that no reader can be misled by them. JSON-LD has sets where JSON has lists: the order is none, except
 * where a context says so (`allowedValue`), and one thing is written like a list of one; today's schema takes both. And the context of Open
 * Badges defines `AchievementCredential` as another name for `OpenBadgeCredential`.
 */
function isTheSame(name: string): boolean {
  const order = name.endsWith(' turned round') && !name.startsWith('@context') && !name.includes('allowedValue');
  const form = name.endsWith(' without its list') || name === '/proof in a list';
  return order || form || name === '/type/1 as AchievementCredential';
}
