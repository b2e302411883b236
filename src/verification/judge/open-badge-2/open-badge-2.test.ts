import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import { describe, expect, test } from 'vitest';
import { type JudgeOptions, judge } from '../judge.ts';
import { type Played, playedSources } from '../played-sources.test-data.ts';

const home = 'https://old.example';
const ids = {
  assertion: `${home}/assertions/1`,
  badge: `${home}/badges/1`,
  issuer: `${home}/issuer`,
  key: `${home}/key`,
  list: `${home}/revoked`,
};
const context = 'https://w3id.org/openbadges/v2';
const salt = 'zout';
const identity = `sha256$${createHash('sha256').update(`anna@example.org${salt}`).digest('hex')}`;

const assertion = {
  '@context': context,
  id: ids.assertion,
  type: 'Assertion',
  recipient: { type: 'email', hashed: true, salt, identity },
  badge: ids.badge,
  verification: { type: 'hosted' },
  issuedOn: '2020-01-01T00:00:00+00:00',
};
const badge = { '@context': context, id: ids.badge, type: 'BadgeClass', name: 'Wondzorg', issuer: ids.issuer };
const issuer = { '@context': context, id: ids.issuer, type: 'Issuer', name: 'Elders', publicKey: ids.key };
const pages = { [ids.assertion]: assertion, [ids.badge]: badge, [ids.issuer]: issuer };

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const key = { id: ids.key, type: 'CryptographicKey', owner: ids.issuer, publicKeyPem: pem(rsa.publicKey) };

async function judged(what: object | string, played: Played = { pages }, options: JudgeOptions = {}) {
  const input =
    typeof what === 'string'
      ? ({ kind: 'jwt', token: what } as const)
      : ({ kind: 'document', document: what } as const);
  const verification = await judge(input, playedSources(played), options);
  const codes = Object.fromEntries(verification.checks.map(({ name, outcome, code }) => [name, `${outcome}: ${code}`]));
  return { ...verification, codes };
}

describe('a hosted badge (Open Badges 2.0 §Hosted Verification)', () => {
  test('that its address gives the same is valid, and labelled as what it is', async () => {
    expect(await judged(assertion)).toMatchObject({
      verdict: 'valid',
      kind: 'open-badge-2.0',
      securing: 'hosted',
      codes: {
        shape: 'passed: open-badge-2',
        proof: 'passed: hosted-by-issuer',
        issuer: 'passed: hosts-agree',
        status: 'passed: not-revoked-on-host',
      },
    });
  });

  test('may have its badge class written out: what counts is what the class’s own address gives', async () => {
    const written = { ...assertion, badge: { ...badge, issuer: 'https://thief.example/' } };
    expect((await judged(written)).verdict).toBe('valid');
  });

  test.each<[string, object, object, string, string]>([
    [
      'that says another thing than its address',
      { ...assertion, recipient: { ...assertion.recipient, identity: 'x' } },
      {},
      'invalid',
      'failed: hosted-differs',
    ],
    [
      'with more in it than at its address',
      { ...assertion, evidence: 'https://x.example/' },
      {},
      'invalid',
      'failed: hosted-differs',
    ],
    [
      'whose address gives another badge',
      assertion,
      { [ids.assertion]: { ...assertion, id: `${home}/assertions/2` } },
      'invalid',
      'failed: hosted-not-found',
    ],
    [
      'whose address gives a page',
      assertion,
      { [ids.assertion]: '<html></html>' },
      'invalid',
      'failed: hosted-not-found',
    ],
    [
      'that says it is signed, and is not',
      { ...assertion, verification: { type: 'signed' } },
      {},
      'invalid',
      'failed: no-proof',
    ],
  ])('%s', async (_name, document, change, verdict, code) => {
    const verification = await judged(document, { pages: { ...pages, ...change } });
    expect(verification.verdict).toBe(verdict);
    expect(verification.codes.proof).toBe(code);
    expect(verification.credential).toBeUndefined();
  });

  test('whose address does not answer: nobody knows', async () => {
    const { [ids.assertion]: _, ...rest } = pages;
    expect(await judged(assertion, { pages: rest })).toMatchObject({ verdict: 'unknown' });
  });

  describe('on the website of somebody else', () => {
    const elsewhere = { ...assertion, id: 'https://thief.example/assertions/1' };
    const hosted = (profile: object) => ({
      pages: { ...pages, [elsewhere.id]: elsewhere, [ids.issuer]: { ...issuer, ...profile } },
    });

    test('proves no issuer', async () => {
      expect(await judged(elsewhere, hosted({}))).toMatchObject({
        verdict: 'issuer-not-proven',
        codes: { issuer: 'failed: hosts-differ' },
      });
    });

    test.each<[string, object, string]>([
      ['is proven when the issuer allows that origin', { allowedOrigins: ['old.example', 'thief.example'] }, 'valid'],
      [
        'within the beginning that the issuer names',
        { allowedOrigins: 'thief.example', startsWith: 'https://thief.example/assertions' },
        'valid',
      ],
      [
        'outside the beginning that the issuer names',
        { allowedOrigins: 'thief.example', startsWith: 'https://thief.example/assert' },
        'issuer-not-proven',
      ],
    ])('%s (§VerificationObject)', async (_name, verification, verdict) => {
      expect((await judged(elsewhere, hosted({ verification }))).verdict).toBe(verdict);
    });
  });

  test('of a badge class that lives elsewhere proves no issuer', async () => {
    const stray = { ...badge, id: 'https://thief.example/badges/1' };
    const copy = { ...assertion, badge: stray.id };
    const played = { pages: { ...pages, [stray.id]: stray, [ids.assertion]: copy } };
    expect((await judged(copy, played)).verdict).toBe('issuer-not-proven');
  });

  test('whose issuer does not answer: nobody knows', async () => {
    const { [ids.issuer]: _, ...rest } = pages;
    expect((await judged(assertion, { pages: rest })).verdict).toBe('unknown');
    expect((await judged(assertion, { pages: rest, unavailable: { [ids.issuer]: 'unsupported' } })).verdict).toBe(
      'issuer-not-proven',
    );
  });

  test.each<[string, object, string]>([
    ['revoked', { revoked: true, revocationReason: 'Vergissing' }, 'revoked'],
    ['expired', { expires: '2021-01-01T00:00:00Z' }, 'expired'],
    ['of tomorrow', { issuedOn: '2027-01-01' }, 'not-yet-valid'],
  ])('%s', async (_name, change, verdict) => {
    const changed = { ...assertion, ...change };
    expect((await judged(changed, { pages: { ...pages, [ids.assertion]: changed } })).verdict).toBe(verdict);
  });

  test('of which only is left that it was revoked', async () => {
    const left = { '@context': context, id: ids.assertion, type: 'Assertion', revoked: true };
    expect((await judged(assertion, { pages: { ...pages, [ids.assertion]: left } })).verdict).toBe('revoked');
  });

  test.each<[string, JudgeOptions['recipient'], string]>([
    ['the recipient', { email: 'anna@example.org' }, 'passed: recipient-matches'],
    ['somebody else', { email: 'b@example.org' }, 'failed: other-recipient'],
    ['an id, which it does not have', { id: 'did:example:1' }, 'not-checked: recipient-not-comparable'],
  ])('is asked whether it is of %s', async (_name, recipient, code) => {
    expect((await judged(assertion, { pages }, recipient ? { recipient } : {})).codes.recipient).toBe(code);
  });

  test.each(['id', 'recipient', 'badge', 'verification', 'issuedOn'])('without %s is incomplete', async (name) => {
    const { [name]: _, ...rest } = assertion as Record<string, unknown>;
    expect(await judged(rest)).toMatchObject({
      verdict: 'malformed',
      codes: { shape: 'failed: incomplete-open-badge-2' },
    });
  });
});

describe('a signed badge (Open Badges 2.0 §Signed Verification)', () => {
  const id = 'urn:uuid:91537dba-56cb-11ec-bf63-0242ac130002';
  const payload = { ...assertion, id, verification: { type: 'SignedBadge', creator: ids.key } };
  const sign = (content: object = payload, by = rsa.privateKey) =>
    new CompactSign(Buffer.from(JSON.stringify(content))).setProtectedHeader({ alg: 'RS256' }).sign(by);
  const played = (change: Record<string, object> = {}) => ({ pages: { ...pages, [ids.key]: key, ...change } });

  test('by the key that its issuer lists and that says whose it is', async () => {
    expect(await judged(await sign(), played())).toMatchObject({
      verdict: 'valid',
      kind: 'open-badge-2.0',
      securing: 'jws',
      proofs: [{ code: 'verified', verificationMethod: ids.key, cryptosuite: 'RS256' }],
    });
  });

  test('that names no key is tried with those of its issuer', async () => {
    const unnamed = { ...payload, verification: { type: 'signed' } };
    expect((await judged(await sign(unnamed), played())).verdict).toBe('valid');
    expect((await judged(await sign(unnamed, otherRsa.privateKey), played())).verdict).toBe('invalid');
  });

  test('with the key written out in the profile', async () => {
    expect(
      (await judged(await sign(), { pages: { ...pages, [ids.issuer]: { ...issuer, publicKey: [key] } } })).verdict,
    ).toBe('valid');
  });

  test.each<[string, Record<string, object>, string]>([
    [
      'whose key says that somebody else owns it',
      { [ids.key]: { ...key, owner: 'https://thief.example/' } },
      'issuer-not-proven',
    ],
    [
      'whose key its issuer does not list',
      { [ids.issuer]: { ...issuer, publicKey: `${home}/key2` } },
      'issuer-not-proven',
    ],
    ['whose key is another', { [ids.key]: { ...key, publicKeyPem: pem(otherRsa.publicKey) } }, 'invalid'],
  ])('%s', async (_name, change, verdict) => {
    expect((await judged(await sign(), played(change))).verdict).toBe(verdict);
  });

  test('whose key does not answer: nobody knows', async () => {
    expect((await judged(await sign(), { pages })).verdict).toBe('unknown');
  });

  describe('with a list of revoked badges', () => {
    const listed = { [ids.issuer]: { ...issuer, revocationList: ids.list } };
    const list = (revokedAssertions: unknown[], by = ids.issuer) => ({
      ...listed,
      [ids.list]: { '@context': context, id: ids.list, type: 'RevocationList', issuer: by, revokedAssertions },
    });

    test.each<[string, Record<string, object>, string]>([
      ['that does not name it', list(['urn:uuid:1']), 'valid'],
      ['that names it', list(['urn:uuid:1', id]), 'revoked'],
      ['that says why', list([{ id, revocationReason: 'x' }]), 'revoked'],
      ['of somebody else', list([], 'https://thief.example/'), 'invalid'],
      ['that does not answer', listed, 'unknown'],
    ])('%s', async (_name, change, verdict) => {
      expect((await judged(await sign(), played(change))).verdict).toBe(verdict);
    });
  });
});
