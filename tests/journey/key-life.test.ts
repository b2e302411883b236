import { createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifiesIndependently } from '../support/independent-verifier.ts';
import { rowsOf } from '../support/stored.ts';
import { type Client, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const keysOf = async (own: Client) => (await own.get('/v1/keys')).body.items as any[];
const statesOf = async (own: Client) => (await keysOf(own)).map(({ state }) => state);
const didOf = async ({ issuer }: Provider) => (await world.stranger.get(`/issuers/${issuer.slug}/did.json`)).body;
const later = (seconds: number) => new Date(world.clock.now().getTime() + seconds * 1_000).toISOString();
let count = 0;

async function newBadge(own: Provider) {
  const { body } = await own.post('/v1/completions', reportOf(`holder-${++count}@example.org`));
  return (await world.stranger.get(new URL(body.awards[0].url).pathname, { accept: 'application/vc' })).body;
}

describe('a rotation that is planned', () => {
  test('publishes the new key at once, uses it from its moment on, and keeps the old one for ever', async () => {
    const own = await world.academy('planned');
    const [first] = await keysOf(own);
    const { status, body: pending } = await own.post('/v1/keys', { activatesAt: later(60) });
    expect([status, pending.state, pending.activatedAt]).toEqual([201, 'pending', undefined]);
    expect((await didOf(own)).assertionMethod).toEqual([first.verificationMethod, pending.verificationMethod]);

    await world.work('activate-keys');
    const before = await newBadge(own);
    expect(before.proof[0].verificationMethod).toBe(first.verificationMethod);

    world.clock.advance(60_500);
    await world.work('activate-keys');
    expect(await statesOf(own)).toEqual(['retired', 'active']);
    const after = await newBadge(own);
    expect(after.proof[0].verificationMethod).toBe(pending.verificationMethod);
    // Proofs are dated to the second; the key must be in force at the start of that second (threats.md §2.7).
    const [, active] = await keysOf(own);
    expect(Date.parse(after.proof[0].created)).toBeGreaterThanOrEqual(Date.parse(active.activatedAt));
    for (const badge of [before, after]) expect(await verifiesIndependently(badge, await didOf(own))).toBe(true);
  });

  test('dates no proof before the key was in force, though the clock steps back (threats.md §2.7)', async () => {
    const own = await world.academy('clock');
    await own.post('/v1/keys');
    const [, active] = await keysOf(own);
    const now = world.clock.now();
    // More than five seconds, and nothing is signed at all (tests/chaos/clock.test.ts).
    world.clock.advance(-4_000);
    const badge = await newBadge(own);
    const { body: list } = await world.stranger.get(new URL(badge.credentialStatus.statusListCredential).pathname);
    world.clock.set(now);
    for (const signed of [badge, list]) {
      const created = Date.parse([signed.proof].flat()[0].created);
      expect(created).toBeGreaterThanOrEqual(Date.parse(active.activatedAt));
    }
  });

  test('never leaves a moment without a key: reports that come in meanwhile are all signed', async () => {
    const own = await world.academy('busy');
    const [rotations, reports] = await Promise.all([
      Promise.all(Array.from({ length: 6 }, () => own.post('/v1/keys'))),
      Promise.all(Array.from({ length: 12 }, (_, n) => own.post('/v1/completions', reportOf(`busy-${n}@example.org`)))),
    ]);
    expect([...rotations, ...reports].map(({ status }) => status)).toEqual(Array(18).fill(201));
    expect((await statesOf(own)).filter((state) => state === 'active')).toHaveLength(1);
  });

  test('can be brought forward, or called off', async () => {
    const own = await world.provider('changed-mind');
    const { body: wanted } = await own.post('/v1/keys', { activatesAt: later(3_600) });
    const { body: unwanted } = await own.post('/v1/keys', { activatesAt: later(3_600) });
    expect((await own.post(`/v1/keys/${wanted.id}/activate`)).body.state).toBe('active');
    expect((await own.post(`/v1/keys/${wanted.id}/activate`)).status).toBe(200); // again changes nothing
    expect((await own.post(`/v1/keys/${unwanted.id}/retire`)).body).toMatchObject({ state: 'retired' });
    expect((await own.post(`/v1/keys/${unwanted.id}/activate`)).status).toBe(409);
    world.clock.advance(3_600_000);
    await world.work('activate-keys');
    expect(await statesOf(own)).toEqual(['retired', 'active', 'retired']);
  });

  test('is done once by several replicas at once', async () => {
    const own = await world.provider('replicas');
    await own.post('/v1/keys', { activatesAt: later(1) });
    world.clock.advance(1_000);
    await Promise.all([1, 2, 3].map(() => world.work('activate-keys')));
    const told = await rowsOf(
      world.database,
      "select kind from outbox_messages where issuer_id = $1 and kind like 'key.%' order by transaction, id",
      own.issuer.id,
    );
    expect(told.map(({ kind }) => kind)).toEqual([
      'key.created',
      'key.activated',
      'key.created',
      'key.retired',
      'key.activated',
    ]);
  });

  test('in the past is refused', async () => {
    const own = await world.provider('past');
    const refused = await own.post('/v1/keys', { activatesAt: world.clock.now().toISOString() });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '#/activatesAt']);
  });
});

describe('the life of a key', () => {
  test('goes one way: the database refuses a step back, another key under the same id, and forgetting', async () => {
    const own = await world.provider('one-way');
    await own.post('/v1/keys');
    const [retired, active] = await keysOf(own);
    for (const change of [
      `update signing_keys set state = 'active' where id = '${retired.id}'`,
      `update signing_keys set state = 'pending' where id = '${active.id}'`,
      `update signing_keys set state = 'unheard-of' where id = '${active.id}'`,
      `update signing_keys set public_key_multibase = 'z' where id = '${active.id}'`,
      `update signing_keys set activated_at = now() where id = '${active.id}'`,
      `update signing_keys set state = 'compromised' where id = '${active.id}'`, // since when?
      `delete from signing_keys where id = '${retired.id}'`,
      'truncate signing_keys cascade',
    ]) {
      await expect(rowsOf(world.database, change), change).rejects.toThrow(/cannot|refused/);
    }
  });

  test('of the only key for badges does not end by retiring it', async () => {
    const own = await world.provider('only');
    const [only] = await keysOf(own);
    expect((await own.post(`/v1/keys/${only.id}/retire`)).status).toBe(409);
    const { body: other } = await own.post('/v1/keys', { algorithm: 'P-256' });
    expect((await own.post(`/v1/keys/${other.id}/retire`)).body.state).toBe('retired');
    const stranger = await world.provider('only-other');
    expect((await stranger.post(`/v1/keys/${only.id}/retire`)).status).toBe(404);
    expect((await stranger.post(`/v1/keys/${only.id}/activate`)).status).toBe(404);
  });
});

describe('keys of several algorithms', () => {
  test('are active side by side; only the Ed25519 one signs the badges', async () => {
    const own = await world.academy('several');
    for (const algorithm of ['P-256', 'RSA']) {
      expect((await own.post('/v1/keys', { algorithm })).body).toMatchObject({ algorithm, state: 'active' });
    }
    const keys = await keysOf(own);
    expect(keys.map(({ state, algorithm }) => `${algorithm} ${state}`)).toEqual([
      'Ed25519 active',
      'P-256 active',
      'RSA active',
    ]);
    const badge = await newBadge(own);
    expect(badge.proof[0].verificationMethod).toBe(keys[0].verificationMethod);

    const document = await didOf(own);
    expect(document['@context']).toContain('https://w3id.org/security/jwk/v1');
    expect(document.verificationMethod).toMatchObject([
      { type: 'Multikey', publicKeyMultibase: expect.stringMatching(/^z6Mk/) },
      { type: 'Multikey', publicKeyMultibase: expect.stringMatching(/^zDn/) },
      { type: 'JsonWebKey', publicKeyJwk: { kty: 'RSA', e: 'AQAB' } },
    ]);
    expect(document.assertionMethod).toEqual(keys.map(({ verificationMethod }) => verificationMethod));
    expect(await verifiesIndependently(badge, document)).toBe(true);
  });

  test('are one key set per issuer, and one for the whole service, old keys too (RFC 7517)', async () => {
    const own = await world.provider('sets');
    for (const algorithm of ['Ed25519', 'P-256', 'RSA']) await own.post('/v1/keys', { algorithm });
    const keys = await keysOf(own);
    const { body, headers } = await world.stranger.get('/issuers/sets/jwks.json');
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('application/jwk-set+json'),
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=60',
    });
    expect(body.keys.map(({ kid, alg, use }: any) => [kid, alg, use])).toEqual(
      keys.map(({ verificationMethod, algorithm }) => [
        verificationMethod,
        { Ed25519: 'EdDSA', 'P-256': 'ES256', RSA: 'RS256' }[algorithm as string],
        'sig',
      ]),
    );
    for (const key of body.keys) expect(createPublicKey({ key, format: 'jwk' }).type).toBe('public');
    expect(JSON.stringify(body)).not.toMatch(/"d":/);
    const all = (await world.stranger.get('/.well-known/jwks.json')).body.keys;
    expect(all).toEqual(expect.arrayContaining(body.keys));
    expect((await world.stranger.get('/issuers/nobody/jwks.json')).status).toBe(404);
  });
});

describe('the page of a key', () => {
  test('says what it is and what to conclude, to people in their language and to programs', async () => {
    const own = await world.provider('pages');
    await own.post('/v1/keys');
    await own.post('/v1/keys', { activatesAt: later(60) });
    await own.post('/v1/keys', { algorithm: 'RSA' });
    const [retired, active, pending, rsa] = await keysOf(own);
    const pathOf = ({ url }: any) => new URL(url).pathname;
    for (const [key, lang, words] of [
      [retired, 'nl', 'blijft geldig'],
      [active, 'en', 'comes from this issuer'],
      [pending, 'nl', 'nog niet in gebruik'],
      [rsa, 'en', 'RSA'],
    ] as const) {
      const { status, text } = await world.stranger.get(`${pathOf(key)}?lang=${lang}`, { accept: 'text/html' });
      expect([status, text.includes(words), text.includes(key.verificationMethod)]).toEqual([200, true, true]);
    }
    const { body, headers } = await world.stranger.get(pathOf(active), { accept: 'application/ld+json' });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(body).toEqual({
      '@context': ['https://w3id.org/security/multikey/v1'],
      id: active.verificationMethod,
      type: 'Multikey',
      controller: own.issuer.did,
      publicKeyMultibase: active.publicKeyMultibase,
    });
    expect((await world.stranger.get(pathOf(rsa))).body).toMatchObject({ type: 'JsonWebKey' });
    expect((await world.stranger.get(pathOf(active).replace('/pages/', '/planned/'))).status).toBe(404);
  });
});
