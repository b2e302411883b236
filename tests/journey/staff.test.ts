import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles, scopesOfRole } from '../../src/issuers/staff/roles.ts';
import { type Provider as Issuer, makeWorld, reportOf, type World } from '../support/world.ts';

/** Staff sign in at a real identity provider (the library `oidc-provider`) on loopback; its access tokens are JWTs (RFC 9068). */
const audience = 'https://badges.example/v1';
let idp: { server: Server; issuer: string; key: CryptoKey };
let world: World;
let kompas: Issuer;
let other: Issuer;
/** Tokens live by the clock of the world, which stands still. */
const now = new Date();

beforeAll(async () => {
  idp = await startIdentityProvider();
  world = await makeWorld({ now: now.toISOString(), env: { OIDC_ISSUER: idp.issuer, OIDC_AUDIENCE: audience } });
  kompas = await world.academy('kompas');
  other = await world.provider('other');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  idp.server.close();
});

async function startIdentityProvider() {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'one' }] },
    clients: [
      {
        client_id: 'marit',
        client_secret: 'secret-of-the-test',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: () => ({
          scope: '',
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    // A client that acts for itself is its own subject (RFC 9068 §2.2).
    extraTokenClaims: () => ({ sub: 'marit' }),
  });
  server.on('request', provider.callback());
  return { server, issuer, key: await importPKCS8(await exportPKCS8(privateKey), 'RS256') };
}

/** A token as the identity provider itself hands it out. */
async function signIn(): Promise<string> {
  const answer = await fetch(`${idp.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('marit:secret-of-the-test').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}

/** A token with claims of our choice, signed with the key of the identity provider unless another is given. */
const tokenOf = (claims: Record<string, unknown>, key: CryptoKey | Uint8Array = idp.key, alg = 'RS256') =>
  new SignJWT({ iss: idp.issuer, aud: audience, sub: 'someone', exp: seconds(300), ...claims })
    .setProtectedHeader({ alg, kid: 'one' })
    .sign(key);
const seconds = (fromNow: number) => Math.floor(now.getTime() / 1_000) + fromNow;

describe('a person of the issuer', () => {
  test('signs in at the identity provider, acts in a role, and is named in the audit log', async () => {
    const token = await signIn();
    expect((await world.client(token).get('/v1/awards')).status).toBe(401); // nobody here yet
    const { status, body } = await kompas.post('/v1/staff', { subject: 'marit', name: 'Marit', role: 'assessor' });
    expect(status).toBe(201);
    const marit = world.client(token);
    const answer = await marit.post('/v1/completions', reportOf('learner@example.org'));
    expect(answer.status, answer.text).toBe(201);
    const { rows } = await world.database.$client.query('select distinct actor from audit_entries where subject = $1', [
      `award:${answer.body.awards[0].id}`,
    ]);
    expect(rows).toEqual([{ actor: `staff:${body.id}` }]);
    const award = answer.body.awards[0].id;
    expect((await marit.post(`/v1/awards/${award}/revoke`, { reason: 'weg' })).status).toBe(403);
    expect((await kompas.patch(`/v1/staff/${body.id}`, { role: 'registrar' })).body.role).toBe('registrar');
    expect((await marit.post(`/v1/awards/${award}/revoke`, { reason: 'weg' })).status).toBe(200);
    // Who keeps the records also answers what is held on a learner (AVG art. 15).
    expect((await marit.get('/v1/learners')).status).toBe(200);
    expect((await kompas.delete(`/v1/staff/${body.id}`)).status).toBe(204);
    expect((await marit.get('/v1/awards')).status).toBe(401);
    expect((await kompas.get('/v1/staff')).body.items).toEqual([]);
  });

  test('who works for two says for which one, and reaches nothing of the other', async () => {
    for (const issuer of [kompas, other]) await issuer.post('/v1/staff', { subject: 'both', role: 'viewer' });
    const client = world.client(await tokenOf({ sub: 'both' }));
    const unclear = await client.get('/v1/issuers/me');
    expect(unclear.status).toBe(400);
    expect(unclear.body.errors).toEqual([{ parameter: 'Stempel-Issuer', detail: 'one of kompas, other was expected' }]);
    const chosen = await client.get('/v1/issuers/me', { 'stempel-issuer': 'other' });
    expect(chosen.body.id).toBe(other.issuer.id);
    expect((await client.get('/v1/issuers/me', { 'stempel-issuer': 'elsewhere' })).status).toBe(401);
  });

  test.each(roles)('as %s may do exactly what the role says', async (role) => {
    const subject = `role-${role}`;
    await kompas.post('/v1/staff', { subject, role });
    const client = world.client(await tokenOf({ sub: subject }));
    const named: readonly string[] | 'all' = scopesOfRole[role];
    const may = (scope: string) => named === 'all' || named.includes(scope);
    const tried = [
      ['issuer:write', () => client.post('/v1/staff', { subject: `by-${role}`, role: 'viewer' })],
      ['curriculum:write', () => client.put('/v1/stations/none', {})],
      ['completions:write', () => client.post('/v1/completions', {})],
      ['awards:write', () => client.post('/v1/awards/bad-id/revoke', {})],
      ['awards:read', () => client.get('/v1/awards')],
      ['events:read', () => client.get('/v1/events')],
      ['learners:read', () => client.get('/v1/learners')],
    ] as const;
    for (const [scope, call] of tried) {
      const { status } = await call();
      expect(status === 403, `${role} ${scope}: ${status}`).toBe(!may(scope));
    }
  });
});

describe('a token is refused', () => {
  beforeAll(async () => {
    await kompas.post('/v1/staff', { subject: 'someone', role: 'issuer-admin' });
  });

  test('unless everything is right with it', async () => {
    expect((await world.client(await tokenOf({})).get('/v1/issuers/me')).status).toBe(200);
  });

  test.each([
    ['of another audience', () => tokenOf({ aud: 'https://elsewhere.example' })],
    ['of another identity provider', () => tokenOf({ iss: 'https://elsewhere.example' })],
    ['that has expired', () => tokenOf({ exp: seconds(-10) })],
    ['that is not valid yet', () => tokenOf({ nbf: seconds(600) })],
    ['without an end', () => tokenOf({ exp: undefined })],
    ['of nobody', () => tokenOf({ sub: undefined })],
    ['of somebody who works for nobody here', () => tokenOf({ sub: 'stranger' })],
    ['signed with another key', async () => tokenOf({}, (await generateKeyPair('RS256')).privateKey)],
    [
      'signed with a shared secret (RFC 8725 §2.1)',
      () => tokenOf({}, new TextEncoder().encode('x'.repeat(32)), 'HS256'),
    ],
    [
      'without a signature (RFC 8725 §3.1)',
      async () => {
        const [, payload] = (await tokenOf({})).split('.');
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
      },
    ],
  ])('%s', async (_what, make) => {
    expect((await world.client(await make()).get('/v1/issuers/me')).status).toBe(401);
  });

  test('with 503, when the identity provider cannot be asked', async () => {
    const lonely = await makeWorld({ env: { OIDC_ISSUER: 'http://127.0.0.1:1', OIDC_AUDIENCE: audience } });
    const answer = await lonely.client(await tokenOf({})).get('/v1/issuers/me');
    expect(answer.status).toBe(503);
    await lonely[Symbol.asyncDispose]();
  });
});
