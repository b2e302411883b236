import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Provider, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
/** The key of each algorithm that the academy signs with. */
let keys: Record<string, string>;

beforeAll(async () => {
  world = await makeWorld({ now: '2026-11-22T12:00:00Z' });
  academy = await world.provider('kompas');
  for (const algorithm of ['P-256', 'P-384']) await academy.post('/v1/keys', { algorithm });
  const { body } = await academy.get('/v1/keys');
  keys = Object.fromEntries(body.items.map((each: any) => [each.algorithm, each.publicKeyMultibase]));
});
afterAll(() => world[Symbol.asyncDispose]());

const issue = (mechanism: string, change: object, options?: object) =>
  academy.post(`/vc-api/issuers/kompas/${mechanism}/credentials/issue`, {
    credential: {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiableCredential'],
      credentialSubject: { id: 'did:example:holder', name: 'Noor' },
      ...change,
    },
    options,
  });
const verify = (verifiableCredential: unknown, options: object) =>
  world.stranger.post('/vc-api/verifier/credentials/verify', { verifiableCredential, options });
const pointersIn = ({ body }: any) => body.errors.map(({ pointer }: any) => pointer);

describe('signing as the key itself (did:key Method §3.1)', () => {
  test.each([
    ['eddsa-rdfc-2022', 'Ed25519'],
    ['eddsa-jcs-2022', 'Ed25519'],
    ['Ed25519Signature2020', 'Ed25519'],
    ['ecdsa-rdfc-2019', 'P-256'],
    ['ecdsa-jcs-2019-p384', 'P-384'],
    ['vc-jwt', 'Ed25519'],
  ])('by %s, for readers who look nothing up', async (mechanism, algorithm) => {
    const did = `did:key:${keys[algorithm]}`;
    for (const issuer of [did, { id: did, name: 'Kompas' }]) {
      const made = await issue(mechanism, { issuer });
      expect(made.status, made.text).toBe(201);
      const { verifiableCredential } = made.body;
      if (mechanism !== 'vc-jwt')
        expect(verifiableCredential.proof.verificationMethod).toBe(`${did}#${keys[algorithm]}`);
      const answer = await verify(verifiableCredential, { checks: ['proof', 'issuer'] });
      expect(answer.status, answer.text).toBe(200);
    }
  });

  test('is for the key that signs, and not with a status entry, whose list has another issuer', async () => {
    const issuer = `did:key:${keys['P-256']}`;
    const options = { credentialStatus: { type: 'BitstringStatusListEntry' } };
    for (const refused of [
      await issue('eddsa-rdfc-2022', { issuer }),
      await issue('ecdsa-rdfc-2019', { issuer }, options),
    ])
      expect([refused.status, pointersIn(refused)]).toEqual([400, ['#/credential/issuer']]);
  });
});

describe('what a holder must show (Data Integrity ECDSA §3.4.12)', () => {
  test.each(['/non/existent/path', '/credentialSubject/gone', '/type/1', '/issuer/id'])(
    'has to be there: %s',
    async (pointer) => {
      const made = await issue('ecdsa-sd-2023', { issuer: academy.issuer.did }, { mandatoryPointers: [pointer] });
      expect([made.status, pointersIn(made)]).toEqual([400, ['#/options/mandatoryPointers']]);
    },
  );

  test('and is kept when it is', async () => {
    const course = { '@context': ['https://www.w3.org/ns/credentials/v2', { 'a~b': 'urn:words:a' }] };
    const subject = { ...course, credentialSubject: { name: 'Noor', 'a~b': 'c' }, issuer: academy.issuer.did };
    const mandatoryPointers = ['/issuer', '/type', '/credentialSubject/a~0b'];
    const made = await issue('ecdsa-sd-2023', subject, { mandatoryPointers });
    expect(made.status, made.text).toBe(201);
  });
});
