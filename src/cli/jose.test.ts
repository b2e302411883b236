import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Given, Shell } from './command.ts';
import { jose } from './jose.ts';

const vectors = (name: string) => fileURLToPath(new URL(`../../tests/vectors/vc-jose-cose/${name}`, import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jose-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a verb as the suite does, and reads the file that it wrote. */
async function run(verb: 'issue' | 'verify', options: Record<string, string>) {
  const output = join(folder, 'output.json');
  const all: Record<string, string> = { output, ...options };
  const given: Given = {
    argument: (name) => name,
    text: (name) => all[name],
    texts: () => [],
    flag: () => false,
  };
  const outcome = await jose.verbs[verb]?.run({} as Shell, given);
  return { ...JSON.parse(await readFile(output, 'utf8')), failed: outcome?.failed };
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A key of the kind, as a verification method with its secret and one without. */
async function keyOf(algorithm: string) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const [publicKeyJwk, secretKeyJwk] = [await exportJWK(publicKey), await exportJWK(privateKey)];
  const method = { id: 'https://issuer.example/keys#1', type: 'JsonWebKey', controller: 'https://issuer.example/keys' };
  const secret = await file(`${algorithm}-secret.json`, { ...method, publicKeyJwk, secretKeyJwk });
  return { secret, open: await file(`${algorithm}-public.json`, { ...method, publicKeyJwk }) };
}

const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'];
const credential = {
  '@context': contexts,
  type: ['VerifiableCredential'],
  issuer: 'https://issuer.example/keys',
  credentialSubject: { id: 'did:example:123' },
};

describe('the vectors of VC JOSE COSE', () => {
  test.each([
    ['credential-jose-minimal', 'vm-p256', 'success'],
    ['credential-jose-bad-signature', 'vm-p256', 'failure'],
    ['credential-jose-bad-media-type', 'vm-p256', 'failure'],
    ['credential-jose-vc-vp-claims', 'vm-p256', 'failure'],
    ['credential-jose-minimal', 'vm-p384', 'failure'],
    ['presentation-jose-multiple', 'vm-p384', 'success'],
    ['presentation-jose-bad-credential', 'vm-p384', 'failure'],
    ['presentation-jose-bad-media-type', 'vm-p384', 'failure'],
  ])('%s with %s: %s', async (name, key, result) => {
    const feature = name.startsWith('credential') ? 'credential_jose' : 'presentation_jose';
    const given = { input: vectors(`${name}.txt`), key: vectors(`${key}.json`), feature, at: '2024-12-16T12:00:00Z' };
    expect(await run('verify', given)).toMatchObject({ result, failed: result !== 'success' });
  });
});

describe('stempel jose', () => {
  test.each(['EdDSA', 'ES256', 'ES384'])('signs with %s what it verifies', async (algorithm) => {
    const { secret, open } = await keyOf(algorithm);
    const signed = await run('issue', { input: await file('credential.json', credential), key: secret });
    expect(signed).toMatchObject({ result: 'success', failed: false });
    const header = JSON.parse(Buffer.from(signed.data.split('.')[0], 'base64url').toString());
    expect(header).toEqual({ alg: algorithm, kid: 'https://issuer.example/keys#1', typ: 'vc+jwt', cty: 'vc' });
    const verified = await run('verify', { input: await file('signed.txt', signed.data), key: open });
    expect(JSON.parse(verified.data)).toMatchObject(credential);

    const envelope = {
      '@context': contexts[0],
      type: 'EnvelopedVerifiableCredential',
      id: `data:application/vc+jwt,${signed.data}`,
    };
    const presentation = { '@context': contexts, type: ['VerifiablePresentation'], verifiableCredential: [envelope] };
    const shown = await run('issue', { input: await file('presentation.json', presentation), key: secret });
    expect(await run('verify', { input: await file('shown.txt', shown.data), key: open })).toMatchObject({
      result: 'success',
    });
    const bare = { ...presentation, verifiableCredential: [credential] };
    expect(await run('issue', { input: await file('bare.json', bare), key: secret })).toMatchObject({
      result: 'failure',
    });
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['another context first', { ...credential, '@context': contexts.toReversed() }],
    ['no credential', { ...credential, type: ['Other'] }],
    ['no issuer', { ...credential, issuer: undefined }],
    ['a claim vc', { ...credential, vc: {} }],
  ])('does not sign %s', async (_name, content) => {
    const { secret } = await keyOf('EdDSA');
    expect(await run('issue', { input: await file('wrong.json', content), key: secret })).toMatchObject({
      result: 'failure',
    });
  });

  test('says so of what is not built, and of files that are not there', async () => {
    const { secret } = await keyOf('EdDSA');
    const input = await file('credential.json', credential);
    expect(await run('issue', { input, key: secret, feature: 'credential_cose' })).toMatchObject({
      result: 'indeterminate',
    });
    await expect(run('issue', { input: join(folder, 'nothing'), key: secret })).rejects.toThrow(/cannot be read/);
  });
});
