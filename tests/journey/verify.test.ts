import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateEd25519Key, signCredential } from '../../src/openbadges/index.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** The steps, in their order; of those, the ones that are always taken. */
const stepNames = ['input', 'shape', 'proof', 'issuer', 'refresh', 'validity', 'status', 'recipient', 'endorsements'];
const names = ['input', 'shape', 'proof', 'issuer', 'validity', 'status'];
const start = '2026-11-22T12:00:00Z';

let world: World;
let academy: Provider;
/** A ULO badge that holds for five years, as its address serves it. */
let bytes: Buffer;
let badge: any;
let award: any;

beforeAll(async () => {
  world = await makeWorld({ now: start });
  academy = await world.academy();
  ({ bytes, badge, award } = await issued('noor@example.org'));
});
afterAll(() => world[Symbol.asyncDispose]());

async function issued(email: string) {
  const { body } = await academy.post('/v1/completions', reportOf(email));
  const made = body.awards.find(({ achievement }: any) => achievement.ref === 'badge:WP-04');
  const answer = await world.stranger.get(new URL(made.url).pathname);
  return { bytes: answer.bytes, badge: answer.body, award: made };
}

/** What a stranger is told, with the promises that hold for every answer. */
async function verify(body: unknown, headers: Record<string, string> = {}) {
  const answer = await world.stranger.post('/verify', body, headers);
  expect(answer.status, answer.text).toBe(200);
  const { verdict, checks } = answer.body;
  const taken = checks.map(({ name }: any) => name);
  expect(taken).toEqual(stepNames.filter((name) => taken.includes(name)));
  expect(taken).toEqual(expect.arrayContaining(names));
  for (const { outcome, code, message } of checks) {
    expect(['passed', 'failed', 'warning', 'not-checked']).toContain(outcome);
    expect(code).toMatch(/^[a-z0-9-]+$/);
    for (const sentence of [message.nl, message.en]) expect(sentence).toMatch(/\.$/);
  }
  expect(verdict === 'valid').toBe(checks.every(({ outcome }: any) => outcome === 'passed'));
  const of = Object.fromEntries(checks.map((check: any) => [check.name, check]));
  return { verdict, checks: of, code: (name: string) => of[name].code };
}

/** The badge with other contents, signed by somebody else's key under a name of their choice. */
async function signedBy(
  document: any,
  keyId: (publicKey: string) => { id: string; controller: string },
  created = new Date(start),
) {
  const key = await generateEd25519Key();
  const { proof: _proof, ...unsigned } = document;
  return signCredential(unsigned, { ...key, ...keyId(key.publicKeyMultibase) }, { created });
}

const didKeyOf = (publicKey: string) => ({
  id: `did:key:${publicKey}#${publicKey}`,
  controller: `did:key:${publicKey}`,
});

/** Signed by an issuer that is its own key. */
async function selfIssued(change: (document: any) => void = () => undefined) {
  const key = await generateEd25519Key();
  const { proof: _proof, credentialStatus: _status, refreshService: _refresh, ...document } = structuredClone(badge);
  document['@context'] = document['@context'].slice(0, 2);
  document.issuer.id = didKeyOf(key.publicKeyMultibase).controller;
  change(document);
  return signCredential(document, { ...key, ...didKeyOf(key.publicKeyMultibase) }, { created: new Date(start) });
}

async function at<Result>(time: string, what: () => Promise<Result>): Promise<Result> {
  const now = world.clock.now();
  world.clock.set(time);
  try {
    return await what();
  } finally {
    world.clock.set(now);
  }
}

describe('a badge of this service', () => {
  test('is valid, in every media type that a badge has', async () => {
    for (const type of ['application/json', 'application/ld+json', 'application/vc', 'application/vc+ld+json']) {
      const { verdict, checks } = await verify(bytes, { 'content-type': type });
      expect(verdict).toBe('valid');
      expect(Object.values(checks).map(({ code }: any) => code)).toEqual([
        'read',
        'open-badge',
        'proof-verified',
        'key-listed-by-issuer',
        'within-period',
        'not-withdrawn',
      ]);
    }
  });

  test('is valid as well when somebody has laid it out differently', async () => {
    const turned = Object.fromEntries(Object.entries(badge).toReversed());
    expect((await verify(JSON.stringify(turned, null, 4))).verdict).toBe('valid');
  });

  test('can be named by its address', async () => {
    expect((await verify({ url: award.url })).verdict).toBe('valid');
  });

  test('at an address of ours that is of no badge is not found', async () => {
    for (const url of [`${award.url}x`, 'https://badges.example/']) {
      const answer = await world.stranger.post('/verify', { url });
      expect(answer.status, url).toBe(404);
      expect(answer.body).toMatchObject({ status: 404, errors: [{ pointer: '#/url' }] });
    }
  });

  test('at an address that is not asked, or does not answer, is unknown', async () => {
    for (const url of ['https://stranger.example/badge', 'http://127.0.0.1:1/', 'badge']) {
      const { verdict, code } = await verify({ url });
      expect(verdict, url).toBe('unknown');
      expect(code('input')).toMatch(/^address-not-(allowed|reachable)$/);
    }
  });

  test('expires at the end of its last day', async () => {
    expect(badge.validUntil).toBe('2031-07-23T23:59:59Z');
    expect((await at('2031-07-23T23:59:59Z', () => verify(bytes))).verdict).toBe('valid');
    const after = await at('2031-07-24T00:00:00Z', () => verify(bytes));
    expect(after.verdict).toBe('expired');
    expect(after.checks).toMatchObject({ proof: { outcome: 'passed' }, validity: { code: 'expired' } });
  });

  test.each([
    ['a minute', '2026-11-22T11:59:00Z'],
    ['a year', '2025-11-22T12:00:00Z'],
  ])('is not valid yet %s before it was issued', async (_name, time) => {
    const early = await at(time, () => verify(bytes));
    expect(early.verdict).toBe('not-yet-valid');
    expect(early.checks).toMatchObject({ proof: { outcome: 'passed' }, validity: { code: 'not-yet-valid' } });
  });

  test('that was tampered with is invalid, also when it would be expired or early', async () => {
    const changed = structuredClone(badge);
    changed.credentialSubject.achievement.name = 'Something better';
    for (const time of [start, '2040-01-01T00:00:00Z', '2020-01-01T00:00:00Z']) {
      const { verdict, checks } = await at(time, () => verify(changed));
      expect(verdict).toBe('invalid');
      expect(checks).toMatchObject({
        proof: { outcome: 'failed', code: 'signature-mismatch' },
        issuer: { outcome: 'not-checked' },
        validity: { outcome: 'not-checked' },
        status: { outcome: 'not-checked' },
      });
    }
  });

  test('without its proof, or with another kind of proof, is invalid', async () => {
    const [proof] = badge.proof;
    expect((await verify({ ...badge, proof: undefined })).verdict).not.toBe('valid');
    expect((await verify({ ...badge, proof: [{ ...proof, cryptosuite: 'nothing-2026' }] })).code('proof')).toBe(
      'unsupported-proof',
    );
    expect((await verify({ ...badge, proof: [{ ...proof, proofPurpose: 'authentication' }] })).code('proof')).toBe(
      'wrong-purpose',
    );
  });
});

describe('a badge that was withdrawn', () => {
  test('is revoked or suspended, not invalid: the signature still fits', async () => {
    for (const [verb, state] of [
      ['revoke', 'revoked'],
      ['suspend', 'suspended'],
    ] as const) {
      const one = await issued(`${verb}@example.org`);
      await academy.post(`/v1/awards/${one.award.id}/${verb}`, { reason: 'Test' });
      const { verdict, checks } = await verify(one.bytes);
      expect(verdict).toBe(state);
      expect(checks).toMatchObject({ proof: { outcome: 'passed' }, status: { outcome: 'failed', code: state } });
      expect((await verify({ url: one.award.url })).verdict).toBe(state);
      // A forged copy of a revoked badge is forged.
      one.badge.credentialSubject.achievement.name = 'Something better';
      expect((await verify(one.badge)).verdict).toBe('invalid');
      // What was withdrawn stays so when it has expired too.
      expect((await at('2040-01-01T00:00:00Z', () => verify(one.bytes))).verdict).toBe(state);
    }
  });
});

describe('an issuer that is not proven', () => {
  const expectNotProven = async (document: unknown, code: string) => {
    const { verdict, checks } = await verify(document);
    expect(verdict).toBe('issuer-not-proven');
    expect(checks).toMatchObject({
      issuer: { outcome: 'failed', code },
      validity: { outcome: 'not-checked' },
      status: { outcome: 'not-checked' },
    });
  };

  test('a key that is written behind our issuer’s name, as our own keys are', async () => {
    const { did } = academy.issuer;
    const forged = await signedBy(badge, (publicKey) => ({ id: `${did}#${publicKey}`, controller: did }));
    await expectNotProven(forged, 'key-not-listed');
  });

  test('a key of its own that claims to be our issuer', async () => {
    await expectNotProven(await signedBy(badge, didKeyOf), 'key-not-listed');
  });

  test('the key of another issuer of this service', async () => {
    const other = await world.provider('ander');
    const { body: keys } = await other.get('/v1/keys');
    const { did } = other.issuer;
    expect(keys.items[0].verificationMethod).toContain(did);
    const claimed = structuredClone(badge);
    claimed.issuer.id = did;
    const [proof] = badge.proof;
    // Our signature, on a badge that names the other one: the letters do not fit any more.
    expect((await verify({ ...claimed, proof: [proof] })).verdict).toBe('invalid');
    const named = { ...proof, verificationMethod: keys.items[0].verificationMethod };
    expect((await verify({ ...badge, proof: [named] })).verdict).toBe('invalid');
  });

  test('a did:web whose host does not answer: it could not be checked', async () => {
    const unknown = structuredClone(badge);
    unknown.issuer.id = 'did:web:stranger.example';
    const signed = await signedBy(unknown, (publicKey) => ({
      id: `did:web:stranger.example#${publicKey}`,
      controller: 'did:web:stranger.example',
    }));
    const { verdict, code } = await verify(signed);
    expect([verdict, code('issuer')]).toEqual(['unknown', 'issuer-unreachable']);
  });

  test('a second proof by a stranger does not make ours any less; ours under a stranger’s badge proves nothing', async () => {
    const foreign = await signedBy(badge, didKeyOf);
    const both = { ...badge, proof: [...(foreign.proof as object[]), ...badge.proof] };
    expect((await verify(both)).verdict).toBe('valid');
    const changed = structuredClone(badge);
    changed.credentialSubject.achievement.name = 'Something better';
    const forged = await signedBy(changed, didKeyOf);
    expect((await verify({ ...forged, proof: [...(forged.proof as object[]), ...badge.proof] })).verdict).toBe(
      'invalid',
    );
  });
});

describe('a badge of somebody else', () => {
  test('whose issuer is its own key is valid by itself', async () => {
    const { verdict, checks } = await verify(await selfIssued());
    expect(verdict).toBe('valid');
    expect(checks).toMatchObject({ status: { outcome: 'passed', code: 'no-status' } });
  });

  test('whose status list cannot be read is unknown, never valid', async () => {
    const elsewhere = await selfIssued((document) => {
      const list = 'https://stranger.example/status/1';
      document.credentialStatus = {
        id: `${list}#7`,
        type: 'BitstringStatusListEntry',
        statusPurpose: 'revocation',
        statusListIndex: '7',
        statusListCredential: list,
      };
    });
    const { verdict, checks } = await verify(elsewhere);
    expect(verdict).toBe('unknown');
    expect(checks).toMatchObject({ status: { outcome: 'not-checked', code: 'list-not-reachable' } });
  });

  test('that points into a status list of ours is invalid: that list says nothing of it', async () => {
    const borrowed = await selfIssued((document) => {
      document.credentialStatus = badge.credentialStatus;
    });
    const { verdict, checks } = await verify(borrowed);
    expect(verdict).toBe('invalid');
    expect(checks).toMatchObject({ status: { outcome: 'failed', code: 'list-of-another-issuer' } });
  });

  test('of a kind of status that cannot be read here is not valid', async () => {
    const old = await selfIssued((document) => {
      document.credentialStatus = { id: 'https://stranger.example/1', type: 'BitstringStatusListCredential' };
    });
    expect((await verify(old)).verdict).toBe('unknown');
  });
});

describe('what is no badge', () => {
  const json = (document: unknown) => JSON.stringify(document);
  const cases: Record<string, () => string | Buffer> = {
    nothing: () => '',
    'a space': () => ' ',
    'no JSON': () => 'hello',
    'half a badge': () => bytes.subarray(0, bytes.length - 20),
    'two badges': () => `${bytes}${bytes}`,
    'an empty object': () => '{}',
    'a list': () => '[]',
    'two badges in a list': () => `[${bytes},${bytes}]`,
    'a text': () => '"badge"',
    'a number': () => '7',
    null: () => 'null',
    'a member twice': () => `{"id":"https://a.example",${bytes.toString().slice(1)}`,
    'a member twice, spelled differently': () => `{"\\u0069d":"https://a.example",${bytes.toString().slice(1)}`,
    'a dangerous member': () => `{"__proto__":{},${bytes.toString().slice(1)}`,
    'no UTF-8': () => Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    'too deep': () => '['.repeat(5_000) + ']'.repeat(5_000),
    'too many members': () => json({ ...badge, tags: Array.from({ length: 501 }, String) }),
    'a null': () => json({ ...badge, validUntil: null }),
    'an empty list': () => json({ ...badge, evidence: [] }),
    'no contexts': () => json({ ...badge, '@context': undefined }),
    'a context of its own': () => json({ ...badge, '@context': [...badge['@context'], { name: 'https://a.example' }] }),
    'a context of somebody else': () => json({ ...badge, '@context': [...badge['@context'], 'https://a.example/v1'] }),
    'no type': () => json({ ...badge, type: undefined }),
    'another type': () => json({ ...badge, type: ['VerifiableCredential'] }),
    'no issuer': () => json({ ...badge, issuer: undefined }),
    'no id': () => json({ ...badge, id: undefined }),
    'no subject': () => json({ ...badge, credentialSubject: undefined }),
    'no achievement': () =>
      json({ ...badge, credentialSubject: { ...badge.credentialSubject, achievement: undefined } }),
    'a day that is none': () => json({ ...badge, validFrom: '2026-02-30T00:00:00Z' }),
    'a day without a zone': () => json({ ...badge, validFrom: '2026-02-03T00:00:00' }),
    'JSON-LD in the body': () => json({ ...badge, '@included': [{ id: 'https://a.example' }] }),
    'a url and more': () => json({ url: award.url, other: 1 }),
  };

  test.each(Object.keys(cases))('%s is malformed', async (name) => {
    const { verdict, checks } = await verify(cases[name]?.() ?? '', { 'content-type': 'application/json' });
    expect(verdict).toBe('malformed');
    expect([checks.input.outcome, checks.shape.outcome]).toContain('failed');
    expect(checks).toMatchObject({ proof: { outcome: 'not-checked' } });
  });

  test('no body at all is an answer, not an accident', async () => {
    const answer = await world.stranger.request({ method: 'POST', url: '/verify' });
    expect(answer.status).toBe(200);
    expect(answer.body.verdict).toBe('malformed');
  });

  test('more than 256 KB is malformed, and more than any request may have is refused before it is read', async () => {
    expect((await verify(' '.repeat(256 * 1024 + 1))).code('input')).toBe('too-large');
    expect((await world.stranger.post('/verify', ' '.repeat(4 * 1024 * 1024 + 1))).status).toBe(413);
  });

  test('another media type is refused', async () => {
    expect((await world.stranger.post('/verify', 'x', { 'content-type': 'application/zip' })).status).toBe(415);
  });
});

describe('the form of the page', () => {
  /** The names of the fields are those of the page itself. */
  const form = (fields: { url?: string; credential?: string }, accept: string) =>
    world.stranger.post('/verify', new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      accept,
    });
  const titleOf = (page: string) => /<title>([^<]*)/.exec(page)?.[1];
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test('says beside the field what to do with a link that leads to no badge of ours', async () => {
    const answer = await form({ url: 'https://badges.example/badges/1' }, browser);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.text).toMatch(/role="alert"[^>]*>Dit is geen link naar een badge van deze dienst/);
    expect(answer.text).toContain('value="https://badges.example/badges/1"');
  });

  test('with an address in its own address judges anew each time it is opened, and keeps nothing', async () => {
    const shared = `/verify?${new URLSearchParams({ url: award.url, lang: 'en' })}`;
    const page = await world.stranger.get(shared, { accept: browser });
    expect(page.status).toBe(200);
    expect(titleOf(page.text)).toMatch(/^Genuine and valid/);
    expect(page.text).toContain(`href="${shared.replaceAll('&', '&amp;')}"`);
    expect(page.text).toMatch(/<meta name="robots" content="noindex/);
    expect(page.headers['cache-control']).toContain('no-cache');
  });

  test.each([
    ['nl', 'Een sleutel die alleen in de badge staat, bewijst niets'],
    ['en', 'A key that only stands in the badge proves nothing'],
  ])('has a page beside it that explains how, in %s', async (lang, sentence) => {
    const { status, text } = await world.stranger.get(`/verify/how?lang=${lang}`, { accept: browser });
    expect([status, text.includes(sentence)]).toEqual([200, true]);
    const form = await world.stranger.get(`/verify?lang=${lang}`, { accept: browser });
    expect(form.text).toContain(`href="/verify/how?lang=${lang}"`);
  });

  test('answers with a page that says the verdict', async () => {
    const page = await world.stranger.get('/verify', { accept: browser });
    const fields = [...page.text.matchAll(/<(?:input|textarea)[^>]* name="([^"]+)"/g)].map(([, name]) => name);
    expect(fields).toEqual(['url', 'file', 'credential', 'recipient']);
    const answer = await form({ credential: bytes.toString() }, browser);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(answer.text).toContain(badge.credentialSubject.achievement.name);
    // The badge runs to 23:59:59Z, which is the next day in Amsterdam; its last day is the one that was written.
    expect(badge.validUntil).toBe('2031-07-23T23:59:59Z');
    expect(answer.text).toContain('23 juli 2031');
    expect(answer.text).not.toContain('24 juli 2031');
    expect(titleOf(answer.text)).toMatch(/^Echt en geldig/);
  });

  test('answers with JSON when that is asked for, by badge and by address', async () => {
    expect((await form({ credential: bytes.toString() }, 'application/json')).body.verdict).toBe('valid');
    expect((await form({ url: ` ${award.url} ` }, 'application/json')).body.verdict).toBe('valid');
  });

  test('left empty is malformed, and an address that does not answer a page that says so', async () => {
    expect((await form({}, 'application/json')).body.verdict).toBe('malformed');
    expect((await form({ url: '', credential: '' }, browser)).status).toBe(200);
    const stranger = await form({ url: 'https://stranger.example/1' }, browser);
    expect(stranger.status).toBe(200);
    expect(titleOf(stranger.text)).toMatch(/^Niet te controleren/);
    expect(stranger.headers['content-type']).toMatch(/^text\/html/);
  });

  test('repeats nothing as known that nobody signed', async () => {
    const changed = structuredClone(badge);
    changed.credentialSubject.achievement.description = 'May fly aeroplanes';
    const { text } = await form({ credential: JSON.stringify(changed) }, browser);
    expect(titleOf(text)).toMatch(/^Ongeldig/);
    // It stands in the field where it was typed, and nowhere else.
    expect(text.replace(/<textarea[\s\S]*?<\/textarea>/g, '')).not.toContain('May fly aeroplanes');
  });
});
