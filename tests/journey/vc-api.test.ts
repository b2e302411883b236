import { readFileSync } from 'node:fs';
import { CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  generateEd25519Key,
  privateKeyOf,
  type SuiteOptions,
  signWithSuite,
  suiteKeyOfMultikey,
} from '../../src/openbadges/index.ts';
import { exampleCredential, exampleDomain, examplePresentation } from '../../src/vc-api/verify/examples.ts';
import { type Answer, type Client, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

const v1 = 'https://www.w3.org/2018/credentials/v1';
const v2 = 'https://www.w3.org/ns/credentials/v2';
const now = '2026-11-22T12:00:00Z';

let world: World;
let academy: Provider;
/** Somebody whose `did:key` signs what the verifier is given. */
let signer: { did: string; options: Omit<SuiteOptions, 'suite'> };

beforeAll(async () => {
  world = await makeWorld({ now });
  academy = await world.provider('kompas');
  for (const algorithm of ['P-256', 'P-384']) await academy.post('/v1/keys', { algorithm });
  const key = await generateEd25519Key();
  const did = `did:key:${key.publicKeyMultibase}`;
  const verificationMethod = `${did}#${key.publicKeyMultibase}`;
  signer = { did, options: { key: suiteKeyOfMultikey(key), verificationMethod, created: new Date(now) } };
});
afterAll(() => world[Symbol.asyncDispose]());

/** A credential in the name of the academy, unless it says something of its issuer itself. */
const ours = (credential: any) =>
  credential?.credentialSubject !== undefined || credential?.['@context'] !== undefined
    ? { issuer: academy.issuer.did, ...credential }
    : credential;
const issue = (credential: unknown, mechanism = 'eddsa-rdfc-2022', slug = 'kompas') =>
  academy.post(`/vc-api/issuers/${slug}/${mechanism}/credentials/issue`, { credential: ours(credential) });
const verify = (verifiableCredential: unknown, options?: object) =>
  world.stranger.post('/vc-api/verifier/credentials/verify', { verifiableCredential, ...(options && { options }) });
const verifyPresentation = (verifiablePresentation: unknown, options?: object) =>
  world.stranger.post('/vc-api/verifier/presentations/verify', { verifiablePresentation, ...(options && { options }) });

const signed = (document: any, more: Partial<SuiteOptions> = {}) =>
  signWithSuite(document, { suite: 'eddsa-jcs-2022', ...signer.options, ...more });

/** The problems that a refusal names, without the addresses before them. */
const namesIn = ({ body }: Answer) => body.errors.map(({ type }: any) => type.split('#')[1]);

/** A credential of version 2.0 with something changed. */
const second = (change: object = {}): any => ({
  '@context': [v2],
  type: ['VerifiableCredential'],
  credentialSubject: { id: 'did:example:holder' },
  ...change,
});
const first = (change: object = {}): any => ({
  ...second(),
  '@context': [v1],
  issuanceDate: '2026-01-01T00:00:00Z',
  ...change,
});
const status = (change: object = {}) => ({
  credentialStatus: {
    id: 'https://lists.example/1#5',
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '5',
    statusListCredential: 'https://lists.example/1',
    ...change,
  },
});
const contextFile = readFileSync(new URL('../../contexts/w3c-credentials-v2.json', import.meta.url));
const sri = async (bytes: Uint8Array<ArrayBuffer>) =>
  `sha384-${Buffer.from(await crypto.subtle.digest('SHA-384', bytes)).toString('base64')}`;

/** What every rule of the data model refuses, with the place that is named; by the numbers of the clauses of VC Data Model 2.0. */
const malformed: Record<string, [pointer: string, credential: any]> = {
  '4.3 no contexts': ['/@context', second({ '@context': undefined })],
  '4.3 contexts that are no list': ['/@context', second({ '@context': v2 })],
  '4.3 another context first': [
    '/@context/0',
    second({ '@context': ['https://w3id.org/security/data-integrity/v2', v2] }),
  ],
  '4.3 a number among the contexts': ['/@context/1', second({ '@context': [v2, 4] })],
  '4.3 null among the contexts': ['/@context/1', second({ '@context': [v2, null] })],
  '4.3 a list among the contexts': ['/@context/1', second({ '@context': [v2, [v2]] })],
  '4.3 an unknown context': ['/@context/1', second({ '@context': [v2, 'https://contexts.example/v1'] })],
  '4.3 a protected term redefined': ['', second({ '@context': [v2, { VerifiableCredential: 'urn:other' }] })],
  '4.5 no type': ['/type', second({ type: undefined })],
  '4.5 a type that is no list': ['/type', second({ type: 'VerifiableCredential' })],
  '4.5 a number among the types': ['/type/1', second({ type: ['VerifiableCredential', 4] })],
  '4.5 not a credential': ['/type', second({ type: ['VerifiablePresentation'] })],
  '4.5 a type without meaning': ['', second({ type: ['VerifiableCredential', 'Unheard-of'] })],
  '4.4 an id of null': ['/id', second({ id: null })],
  '4.4 a list of ids': ['/id', second({ id: ['urn:a:1'] })],
  '4.4 a relative id': ['/id', second({ id: 'badge/1' })],
  '4.4 an id with a blank': ['/id', second({ id: 'https://a.example/not an address' })],
  '4.4 an id of a subject that is none': ['/credentialSubject/id', second({ credentialSubject: { id: 'not one' } })],
  '4.7 no issuer': ['/issuer', second({ issuer: undefined })],
  '4.7 an issuer of null': ['/issuer', second({ issuer: null })],
  '4.7 a number as issuer': ['/issuer', second({ issuer: 4 })],
  '4.7 an issuer without id': ['/issuer/id', second({ issuer: {} })],
  '4.7 a list as issuer': ['/issuer', second({ issuer: [] })],
  '4.7 somebody else': ['/issuer', second({ issuer: 'did:example:other' })],
  '4.8 no subject': ['/credentialSubject', second({ credentialSubject: undefined })],
  '4.8 a text as subject': ['/credentialSubject', second({ credentialSubject: 'did:example:holder' })],
  '4.8 an empty subject': ['/credentialSubject', second({ credentialSubject: {} })],
  '4.8 an empty list of subjects': ['/credentialSubject', second({ credentialSubject: [] })],
  '4.8 an empty subject among others': ['/credentialSubject/1', second({ credentialSubject: [{ id: 'urn:a:1' }, {}] })],
  '4.6 a number as name': ['/name', second({ name: 4 })],
  '4.6 a name with another keyword': ['/name', second({ name: { '@value': 'x', '@id': 'urn:a:1' } })],
  '4.6 a description of null': ['/description', second({ description: null })],
  '4.9 a day that does not exist': ['/validFrom', second({ validFrom: '2026-02-30T00:00:00Z' })],
  '4.9 a moment without zone': ['/validUntil', second({ validUntil: '2026-02-28T00:00:00' })],
  '4.9 an end before the beginning': [
    '/validUntil',
    second({ validFrom: '2026-02-02T00:00:00Z', validUntil: '2026-02-01T00:00:00Z' }),
  ],
  '4.9 a date of version 1.1': ['/issuanceDate', second({ issuanceDate: '2026-01-01T00:00:00Z' })],
  '1.1 4.6 no date of issuing': ['/issuanceDate', first({ issuanceDate: undefined })],
  '1.1 4.6 a date that is none': ['/issuanceDate', first({ issuanceDate: 'yesterday' })],
  '4.10 a status without type': ['/credentialStatus/type', second({ credentialStatus: { id: 'urn:a:1' } })],
  '4.10 a text as status': ['/credentialStatus', second({ credentialStatus: 'urn:a:1' })],
  'status 2.1 an index as number': ['/credentialStatus/statusListIndex', second(status({ statusListIndex: 5 }))],
  'status 2.1 an index with exponent': [
    '/credentialStatus/statusListIndex',
    second(status({ statusListIndex: '1e3' })),
  ],
  'status 2.1 an index with a blank': ['/credentialStatus/statusListIndex', second(status({ statusListIndex: ' 5' }))],
  'status 2.1 no purpose': ['/credentialStatus/statusPurpose', second(status({ statusPurpose: undefined }))],
  'status 2.1 an entry with the id of its list': [
    '/credentialStatus/id',
    second(status({ id: 'https://lists.example/1' })),
  ],
  '4.11 a schema without id': ['/credentialSchema/id', second({ credentialSchema: { type: 'JsonSchema' } })],
  '4.11 a schema without type': ['/credentialSchema/type', second({ credentialSchema: { id: 'urn:a:1' } })],
  '5.4 a refresh service without type': ['/refreshService/type', second({ refreshService: { id: 'urn:a:1' } })],
  '5.5 terms of use without type': ['/termsOfUse/0/type', second({ termsOfUse: [{ id: 'urn:a:1' }] })],
  '5.6 evidence without type': ['/evidence/type', second({ evidence: { id: 'urn:a:1' } })],
  '5.3 a resource without digest': ['/relatedResource/0', second({ relatedResource: [{ id: 'urn:a:1' }] })],
  '5.3 a text as resource': ['/relatedResource/0', second({ relatedResource: ['urn:a:1'] })],
  '5.3 a wrong digest': [
    '/relatedResource/0/digestSRI',
    second({ relatedResource: [{ id: v2, digestSRI: 'sha256-AAAA' }] }),
  ],
  '5.3 a resource named twice': [
    '/relatedResource/1/id',
    second({ relatedResource: [1, 2].map(() => ({ id: 'urn:a:1', digestSRI: 'sha256-AAAA' })) }),
  ],
  '6.1 a word without meaning': ['', second({ credentialSubject: { id: 'urn:a:1', unheardOf: 'x' } })],
};

describe('a credential that is malformed', () => {
  test.each(Object.entries(malformed))('is not signed, whoever asks: %s', async (_name, [pointer, credential]) => {
    const answer = await issue(credential);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.body.type).toMatch(/\/problems\/invalid-request$/);
    expect(answer.body.errors.map((each: any) => each.pointer)).toContain(`#/credential${pointer}`);
  });

  // The suite signs each letter, so that nothing but the rules stands between these and a "verified".
  test.each(Object.entries(malformed).filter(([name]) => !/somebody else|issuer|no contexts/.test(name)))(
    'does not verify, though its signature fits: %s',
    async (_name, [pointer, credential]) => {
      const document = JSON.parse(JSON.stringify({ ...credential, issuer: signer.did }));
      const answer = await verify(await signed(document));
      expect(answer.status, answer.text).toBe(400);
      expect(answer.body).toMatchObject({ verified: false });
      expect(answer.body.problemDetails.map((each: any) => each.pointer)).toContain(`#/verifiableCredential${pointer}`);
    },
  );

  test.each([null, 'text', 4, [], undefined])('is no object: %j', async (nothing) => {
    for (const answer of [await issue(nothing), await verify(nothing), await verifyPresentation(nothing)])
      expect(answer.status, answer.text).toBe(400);
    expect(namesIn(await verify(nothing))).toEqual(['PARSING_ERROR']);
  });

  test('is not signed under another name (VC API, "Issue Credential")', async () => {
    const url = '/vc-api/issuers/kompas/eddsa-rdfc-2022/credentials/issue';
    expect((await academy.post(url, { verifiableCredential: second() })).status).toBe(400);
    expect((await academy.post(url, { credential: ours(second()), options: 'none' })).status).toBe(400);
  });

  test.each([null, 'text', [], {}, { type: 4 }])('brings %j as its proof', async (proof) => {
    const answer = await issue(second({ proof }));
    expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([400, '#/credential/proof']);
  });
});

describe('signing (VC API, "Issuing")', () => {
  const values = {
    'eddsa-rdfc-2022': 64,
    'eddsa-jcs-2022': 64,
    Ed25519Signature2020: 64,
    'ecdsa-rdfc-2019': 64,
    'ecdsa-rdfc-2019-p256': 64,
    'ecdsa-rdfc-2019-p384': 96,
    'ecdsa-jcs-2019-p384': 96,
  };

  test.each(Object.entries(values))('by %s, in both versions of the data model', async (mechanism, size) => {
    for (const credential of [first(), second({ validFrom: '2030-01-01T00:00:00+02:00', name: { '@value': 'x' } })]) {
      const answer = await issue(credential, mechanism);
      expect(answer.status, answer.text).toBe(201);
      const { proof, ...document } = answer.body.verifiableCredential;
      expect(document).toMatchObject({ issuer: academy.issuer.did, credentialSubject: credential.credentialSubject });
      expect(proof).toMatchObject({ proofPurpose: 'assertionMethod', created: now });
      expect(proof.verificationMethod.startsWith(`${academy.issuer.did}#z`)).toBe(true);
      expect(proof.proofValue).toMatch(size === 64 ? /^z.{80,90}$/ : /^z.{128,134}$/);
      const verified = await verify(answer.body.verifiableCredential, { checks: ['proof', 'issuer'] });
      expect(verified.status, verified.text).toBe(200);
    }
  });

  test('by ecdsa-sd-2023 makes a base proof, for its holder to derive from', async () => {
    const { status: made, body } = await issue(second(), 'ecdsa-sd-2023');
    expect([made, body.verifiableCredential.proof.proofValue[0]]).toEqual([201, 'u']);
    expect(namesIn(await verify(body.verifiableCredential))).toEqual(['PROOF_VERIFICATION_ERROR']);
  });

  test.each(['vc+jwt', 'vc-jwt'])('by %s makes an envelope (VC Data Model 2.0 §4.13.1)', async (mechanism) => {
    const { status: made, body } = await issue(second(), encodeURIComponent(mechanism));
    expect(made).toBe(201);
    const envelope = body.verifiableCredential;
    expect(envelope).toMatchObject({ '@context': [v2], type: 'EnvelopedVerifiableCredential' });
    expect((await verify(envelope, { checks: ['issuer'] })).body).toMatchObject({ verified: true });
    const changed = { ...envelope, id: envelope.id.replace(/.{8}$/, 'AAAAAAAA') };
    expect(namesIn(await verify(changed))).toEqual(['PROOF_VERIFICATION_ERROR']);
    expect((await verify({ ...envelope, '@context': [v1] })).status).toBe(400);
    expect((await verify({ ...envelope, type: ['EnvelopedVerifiableCredential', 'Other'] })).status).toBe(400);
    for (const other of ['jwt', 'vp+jwt'])
      expect((await verify({ ...envelope, id: envelope.id.replace('vc+jwt', other) })).status).toBe(400);
    expect((await issue(first(), mechanism)).status).toBe(400);
  });

  test('adds to proofs that are there already, and keeps them', async () => {
    const once = (await issue(second())).body.verifiableCredential;
    const twice = (await issue(once, 'ecdsa-rdfc-2019')).body.verifiableCredential;
    expect(twice.proof.map((each: any) => each.cryptosuite)).toEqual(['eddsa-rdfc-2022', 'ecdsa-rdfc-2019']);
    expect((await verify(twice)).status).toBe(200);
    const [good, other] = twice.proof;
    const bad = { ...other, proofValue: good.proofValue };
    expect((await verify({ ...twice, proof: [good, bad] })).status, 'every proof of a set must hold').toBe(400);
  });

  test('knows the context of the examples in the specification, which no badge may have', async () => {
    const examples = 'https://www.w3.org/ns/credentials/examples/v2';
    const made = await issue(second({ '@context': [v2, examples], type: ['VerifiableCredential', 'Any'] }));
    expect(made.status, made.text).toBe(201);
    expect((await verify(made.body.verifiableCredential)).status).toBe(200);
    const judged = await world.stranger.post('/verify', made.body.verifiableCredential);
    expect(judged.body.verdict).toBe('malformed');
  });

  test('gives a place in a status list to what is to be revocable, and revokes it for good', async () => {
    const options = { credentialStatus: { type: 'BitstringStatusListEntry' } };
    const url = (slug: string) => `/vc-api/issuers/${slug}/eddsa-rdfc-2022/credentials/issue`;
    const { body } = await academy.post(url('kompas'), { credential: ours(second()), options });
    const { credentialStatus } = body.verifiableCredential;
    const list = await world.stranger.get(new URL(credentialStatus.statusListCredential).pathname);
    expect([list.status, list.body.type]).toEqual([200, ['VerifiableCredential', 'BitstringStatusListCredential']]);
    const asked = { checks: ['proof', 'credentialStatus'] };
    expect((await verify(body.verifiableCredential, asked)).status).toBe(200);
    const revoke = (entry: object, slug = 'kompas', by: Client = academy) =>
      by.post(`/vc-api/issuers/${slug}/credentials/status`, { credentialStatus: entry, status: true });
    const stranger = await world.provider('stranger');
    expect((await revoke(credentialStatus, 'stranger', stranger)).status).toBe(404);
    expect((await revoke({ ...credentialStatus, statusListIndex: '131072' })).status).toBe(404);
    expect((await verify(body.verifiableCredential, asked)).status).toBe(200);
    for (const _again of [1, 2]) expect((await revoke(credentialStatus)).status).toBe(200);
    expect(namesIn(await verify(body.verifiableCredential, asked))).toEqual(['STATUS_VERIFICATION_ERROR']);
    for (const refused of [first(), second(status())])
      expect((await academy.post(url('kompas'), { credential: ours(refused), options })).status).toBe(400);
  });

  test('leaves the entry of a badge to its award', async () => {
    const badges = await world.academy('badges');
    const { body } = await badges.post('/v1/completions', reportOf('noor@example.org'));
    const badge = (await world.stranger.get(new URL(body.awards[0].url).pathname)).body;
    const { credentialStatus } = badge;
    const answer = await badges.post('/vc-api/issuers/badges/credentials/status', { credentialStatus });
    expect(answer.status).toBe(409);
    expect((await world.stranger.post('/verify', badge)).body.verdict).toBe('valid');
  });

  test('takes a resource with its right digest, and inline words', async () => {
    const relatedResource = [{ id: v2, digestSRI: await sri(new Uint8Array(contextFile)) }];
    const made = await issue(
      second({ '@context': [v2, { course: 'urn:words:course' }], relatedResource, credentialSubject: { course: 'A' } }),
    );
    expect(made.status, made.text).toBe(201);
    expect((await verify(made.body.verifiableCredential)).status).toBe(200);
  });

  test('is for the issuer itself, with the right key, once for each Idempotency-Key, and is in the audit log', async () => {
    await world.provider('other');
    expect((await issue(second(), 'eddsa-rdfc-2022', 'other')).status).toBe(404);
    expect((await issue(second(), 'unheard-of')).status).toBe(400);
    const url = '/vc-api/issuers/kompas/eddsa-rdfc-2022/credentials/issue';
    const [one, again] = [1, 2].map(() =>
      academy.post(url, { credential: ours(second()) }, { 'idempotency-key': 'k1' }),
    );
    expect((await again)?.text).toBe((await one)?.text);
    const { rows } = await world.database.$client.query(
      "select subject from audit_entries where action = 'vc-api-credential.issued' order by at desc limit 1",
    );
    expect(rows[0].subject).toMatch(/^vc-api-credential:[0-9a-f]{64}$/);
  });
});

describe('verifying (VC API, "Verifying")', () => {
  test('without options looks at the proof only, and says so', async () => {
    const { status: answered, body } = await verify(exampleCredential);
    expect(answered).toBe(200);
    expect(body).toMatchObject({ verified: true, checks: ['proof'], errors: [], problemDetails: [] });
    expect(body.warnings).toEqual(
      expect.arrayContaining(['issuer binding not evaluated', 'credential status not evaluated']),
    );
  });

  test.each(['application/json', 'application/ld+json', 'application/vc', 'application/vp'])(
    'reads %s',
    async (type) => {
      const body = { verifiableCredential: exampleCredential };
      const url = '/vc-api/verifier/credentials/verify';
      expect((await world.stranger.post(url, body, { 'content-type': type })).status).toBe(200);
      expect((await world.stranger.post(url, '<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
      expect((await world.stranger.post(url, '{"a":1,"a":2}', { 'content-type': type })).status).toBe(400);
    },
  );

  const { proof } = exampleCredential;
  test.each<[string, any, string]>([
    ['PARSING_ERROR', undefined, 'missing'],
    ['PARSING_ERROR', null, 'null'],
    ['PARSING_ERROR', [], 'an empty list'],
    ['PARSING_ERROR', 'text', 'a text'],
    ...['type', 'verificationMethod', 'proofPurpose', 'proofValue'].map((name): [string, any, string] => [
      'PARSING_ERROR',
      { ...proof, [name]: undefined },
      `without ${name}`,
    ]),
    ['PARSING_ERROR', { ...proof, created: 'yesterday' }, 'made at no moment'],
    ['PARSING_ERROR', { ...proof, proofValue: `u${proof.proofValue.slice(1)}` }, 'in another base'],
    ['PARSING_ERROR', { ...proof, proofValue: proof.proofValue.slice(0, -4) }, 'too short'],
    ['PROOF_VERIFICATION_ERROR', { ...proof, proofPurpose: 'authentication' }, 'for another purpose'],
    ['PROOF_VERIFICATION_ERROR', { ...proof, cryptosuite: 'unheard-of-2022' }, 'of an unknown suite'],
    ['PROOF_VERIFICATION_ERROR', { ...proof, expires: '2026-01-06T00:00:00Z' }, 'that has ended'],
    ['PROOF_VERIFICATION_ERROR', { ...proof, created: '2027-01-05T09:00:00Z' }, 'from next year'],
    ['INVALID_VERIFICATION_METHOD', { ...proof, verificationMethod: 'did:example:a#b' }, 'by an unknown key'],
    ['PROOF_VERIFICATION_ERROR', { ...proof, previousProof: 'urn:proof:1' }, 'that follows no proof'],
  ])('refuses with %s a proof %#: %3$s', async (name, changed) => {
    const answer = await verify({ ...exampleCredential, proof: changed });
    expect([answer.status, namesIn(answer)]).toEqual([400, [name]]);
  });

  test('refuses what was changed after signing', async () => {
    const changed = { ...exampleCredential, credentialSubject: { id: 'did:example:other', name: 'Noor' } };
    expect(namesIn(await verify(changed))).toEqual(['PROOF_VERIFICATION_ERROR']);
  });

  test('asked for the issuer, refuses the key of somebody else', async () => {
    const forged = await signed(second({ issuer: academy.issuer.did }));
    expect((await verify(forged)).status, 'the proof itself holds').toBe(200);
    expect(namesIn(await verify(forged, { checks: ['issuer'] }))).toEqual(['CRYPTOGRAPHIC_SECURITY_ERROR']);
  });

  test('asked for the status, never takes a list that cannot be had for a good one', async () => {
    const listed = await signed(second({ issuer: signer.did, ...status() }));
    expect((await verify(listed)).body.warnings).toContain('credential status not evaluated');
    const answer = await verify(listed, { checks: ['proof', 'credentialStatus'] });
    expect([answer.status, namesIn(answer)]).toEqual([400, ['STATUS_RETRIEVAL_ERROR']]);
  });

  test('asked for the period, refuses what has ended', async () => {
    const ended = await signed(second({ issuer: signer.did, validUntil: '2026-01-01T00:00:00Z' }));
    expect((await verify(ended)).body).toMatchObject({
      verified: true,
      warnings: expect.arrayContaining(['no longer valid']),
    });
    expect(namesIn(await verify(ended, { checks: ['validity'] }))).toEqual(['RANGE_ERROR']);
  });

  test('refuses a proof for another purpose than the one expected (VC Data Integrity §4.4)', async () => {
    const [statements, login] = ['assertionMethod', 'authentication'].map((each) => ({ expectedProofPurpose: each }));
    expect((await verify(exampleCredential, statements)).status).toBe(200);
    expect((await verifyPresentation(examplePresentation, { ...exampleDomain, ...login })).status).toBe(200);
    for (const refused of [
      await verify(exampleCredential, login),
      await verifyPresentation(examplePresentation, { ...exampleDomain, ...statements }),
    ])
      expect([refused.status, namesIn(refused)]).toEqual([400, ['PROOF_VERIFICATION_ERROR']]);
  });

  test('refuses options that it does not know', async () => {
    expect((await verify(exampleCredential, { checks: ['everything'] })).status).toBe(400);
  });
});

async function didKey() {
  const { publicKeyMultibase, secretKeyMultibase } = await generateEd25519Key();
  return { publicKeyMultibase, privateKey: privateKeyOf('Ed25519', secretKeyMultibase) };
}

describe('presentations (VC Data Model 2.0 §4.13)', () => {
  const presented = (change: object = {}, more: Partial<SuiteOptions> = {}) =>
    signed(
      { '@context': [v2], type: ['VerifiablePresentation'], holder: signer.did, ...change },
      { suite: 'eddsa-rdfc-2022', proofPurpose: 'authentication', ...exampleDomain, ...more },
    );

  test('verify with the challenge and domain that they repeat', async () => {
    const { status: answered, body } = await verifyPresentation(examplePresentation, exampleDomain);
    expect([answered, body.verified]).toEqual([200, true]);
    const other = { ...exampleDomain, challenge: 'other' };
    expect(namesIn(await verifyPresentation(examplePresentation, other))).toEqual(['INVALID_CHALLENGE_ERROR']);
    const elsewhere = { ...exampleDomain, domain: 'other.example' };
    expect(namesIn(await verifyPresentation(examplePresentation, elsewhere))).toEqual(['INVALID_DOMAIN_ERROR']);
  });

  test.each<[string, any]>([
    ['/@context/0', { '@context': [v1.replace('v1', 'v9')] }],
    ['/type', { type: ['VerifiableCredential'] }],
    ['/id', { id: 'relative' }],
    ['/holder', { holder: 4 }],
    ['/verifiableCredential/0', { verifiableCredential: ['text'] }],
    ['/proof', { proof: { ...examplePresentation.proof, proofPurpose: 'assertionMethod' } }],
    ['/proof', { proof: undefined }],
  ])('are refused for their %s', async (pointer, change) => {
    const answer = await verifyPresentation({ ...examplePresentation, ...change });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((each: any) => each.pointer)).toContain(`#/verifiablePresentation${pointer}`);
  });

  test('hold each credential to its own proof, and an envelope too', async () => {
    const envelope = (await issue(second(), 'vc-jwt')).body.verifiableCredential;
    const good = await presented({ verifiableCredential: [exampleCredential, envelope] });
    const answer = await verifyPresentation(good, exampleDomain);
    expect(answer.status, answer.text).toBe(200);
    const forged = { ...exampleCredential, issuer: 'did:example:other' };
    const bad = await verifyPresentation(await presented({ verifiableCredential: [exampleCredential, forged] }));
    expect([bad.status, bad.body.errors[0].pointer]).toEqual([
      400,
      '#/verifiablePresentation/verifiableCredential/1/proof',
    ]);
  });

  test('hold what the presenter says itself to the name of the holder (VC Data Model 2.0 §4.13.3)', async () => {
    const own = await signed(second({ issuer: signer.did }));
    const right = await presented({ verifiableCredential: [own] });
    expect((await verifyPresentation(right)).status).toBe(200);
    const nobody = await presented({ verifiableCredential: [own], holder: undefined });
    expect((await verifyPresentation(JSON.parse(JSON.stringify(nobody)))).status).toBe(400);
    const acme = await signed(second({ issuer: 'did:example:acme' }));
    expect((await verifyPresentation(await presented({ verifiableCredential: [acme] }))).status).toBe(400);
  });

  test('and credentials in envelopes of the older media type are read (VC Data Model 1.1 §6.3.1)', async () => {
    const { privateKey, publicKeyMultibase } = await didKey();
    const did = `did:key:${publicKeyMultibase}`;
    const envelope = async (type: string, payload: object) => {
      const header = { alg: 'EdDSA', typ: 'JWT', kid: `${did}#${publicKeyMultibase}` };
      const bytes = new TextEncoder().encode(JSON.stringify(payload));
      const jwt = await new CompactSign(bytes).setProtectedHeader(header).sign(privateKey);
      return { '@context': v2, type, id: `data:application/jwt,${jwt}` };
    };
    const claims = { iss: did, sub: 'did:example:holder', vc: second({ issuer: did }) };
    const credential = await envelope('EnvelopedVerifiableCredential', claims);
    expect((await verify(credential, { checks: ['issuer'] })).body).toMatchObject({ verified: true });
    const vp = { '@context': [v2], type: ['VerifiablePresentation'], holder: did, verifiableCredential: [credential] };
    const presentation = await envelope('EnvelopedVerifiablePresentation', {
      iss: did,
      nonce: 'c-1',
      aud: 'a.example',
      vp,
    });
    expect((await verifyPresentation(presentation, { challenge: 'c-1', domain: 'a.example' })).status).toBe(200);
    expect(namesIn(await verifyPresentation(presentation, { challenge: 'c-2' }))).toEqual(['INVALID_CHALLENGE_ERROR']);
    const other = await envelope('EnvelopedVerifiableCredential', { ...claims, iss: 'did:example:other' });
    expect((await verify(other)).status).toBe(400);
    expect((await verify(await envelope('EnvelopedVerifiableCredential', { ...claims, vp: {} }))).status).toBe(400);
  });

  test('are refused when another than their holder signed', async () => {
    const stolen = await presented({ holder: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK' });
    expect(namesIn(await verifyPresentation(stolen))).toEqual(['CRYPTOGRAPHIC_SECURITY_ERROR']);
  });
});
