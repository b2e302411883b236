import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Need, type Scope, scopes } from '../../src/platform/auth.ts';
import { doors, isOfPrograms, nameOf, openDoors, operationsOf } from '../support/doors.ts';
import { makeWorld, type Provider, type World } from '../support/world.ts';

let world: World;
let kompas: Provider;
beforeAll(async () => {
  world = await makeWorld();
  kompas = await world.provider('kompas');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const accepts = (need: Need) => (typeof need === 'string' ? [need] : need.anyOf);
const absent = '01890000-0000-7000-8000-000000000000';
const urlOf = (path: string) => path.replace(':id', absent).replace(':ref', 'nothing');

test('the doors of the tests are all the doors there are', () => {
  const operations = operationsOf(world.app).filter(isOfPrograms);
  expect(operations.toSorted()).toEqual([...doors.map(nameOf), ...openDoors].toSorted());
});

test('every scope opens a door, except the one whose door is not built yet', () => {
  const used = new Set(doors.flatMap(({ needs }) => accepts(needs)));
  expect(scopes.filter((scope) => !used.has(scope))).toEqual([]);
});

describe.each(doors.map((door) => [nameOf(door), door] as const))('%s', (_name, { method, path, needs }) => {
  const methods = method === 'GET' ? (['GET', 'HEAD'] as const) : [method];

  test('answers nobody without a key', async () => {
    for (const one of methods) {
      for (const authorization of [undefined, 'Basic eDp5', 'Bearer', 'Bearer nonsense', `Bearer ${kompas.key}x`]) {
        const headers = authorization === undefined ? {} : { authorization };
        const refused = await world.stranger.request({ method: one, url: urlOf(path), headers });
        expect([refused.status, refused.headers['www-authenticate']], authorization).toEqual([
          401,
          'Bearer realm="stempel"',
        ]);
      }
    }
  });

  test('is closed to a key with all scopes but the one it needs', async () => {
    const others = scopes.filter((scope) => !accepts(needs).includes(scope));
    const key = await world.apiKey(kompas.issuer.id, others);
    for (const one of methods) {
      expect((await world.client(key).request({ method: one, url: urlOf(path) })).status).toBe(403);
    }
  });

  test('opens to the operator only where it says so', async () => {
    const { status } = await world.operator.request({ method, url: urlOf(path) });
    expect(status === 403).toBe(!accepts(needs).includes('operator'));
  });

  test('opens to a key with just the scope it needs', async () => {
    for (const scope of accepts(needs).filter((one): one is Scope => one !== 'operator')) {
      const key = await world.apiKey(kompas.issuer.id, [scope]);
      const { status } = await world.client(key).request({ method, url: urlOf(path) });
      expect([401, 403, 500]).not.toContain(status);
    }
  });
});

describe('an API key', () => {
  test('is shown once; only its hash is kept', async () => {
    const { status, body } = await kompas.post('/v1/api-keys', { name: 'lms', scopes: ['awards:read'] });
    expect(status).toBe(201);
    expect(body.key).toMatch(/^stempel_[A-Za-z0-9-]{12}_[A-Za-z0-9_-]{43}$/);
    expect(body.key.split('_')[1]).toBe(body.prefix);
    const listed = await kompas.get('/v1/api-keys');
    expect(listed.body.items.at(-1)).toEqual({
      id: body.id,
      name: 'lms',
      prefix: body.prefix,
      scopes: ['awards:read'],
      createdAt: '2026-11-22T12:00:00.000Z',
    });
    const secret = body.key.slice(`stempel_${body.prefix}_`.length);
    expect(listed.text).not.toContain(secret);
    for (const table of ['api_keys', 'audit_entries', 'outbox_messages']) {
      const { rows } = await world.database.$client.query(`select row_to_json(t) as row from ${table} t`);
      expect(JSON.stringify(rows), table).not.toContain(secret);
    }
    const { rows } = await world.database.$client.query('select hash from api_keys where id = $1', [body.id]);
    expect(rows[0].hash).toBe(createHash('sha256').update(body.key).digest('hex'));
  });

  test('of which one character differs is unknown', async () => {
    for (const at of [0, 10, 30, kompas.key.length - 1]) {
      const other = kompas.key[at] === 'A' ? 'B' : 'A';
      const forged = kompas.key.slice(0, at) + other + kompas.key.slice(at + 1);
      expect((await world.client(forged).get('/v1/issuers/me')).status, String(at)).toBe(401);
    }
  });

  test('stops at the moment it expires', async () => {
    const expiresAt = '2026-11-22T13:00:00Z';
    const { body } = await kompas.post('/v1/api-keys', { name: 'short', scopes: ['issuer:read'], expiresAt });
    const short = world.client(body.key);
    world.clock.set('2026-11-22T12:59:59.999Z');
    expect((await short.get('/v1/issuers/me')).status).toBe(200);
    world.clock.set('2026-11-22T13:00:00Z');
    expect((await short.get('/v1/issuers/me')).status).toBe(401);
    const late = await kompas.post('/v1/api-keys', { name: 'late', scopes: ['issuer:read'], expiresAt });
    expect([late.status, late.body.errors[0].pointer]).toEqual([422, '#/expiresAt']);
    world.clock.set('2026-11-22T12:00:00Z');
  });

  test('that is revoked stops with the next request, for good', async () => {
    const { body } = await kompas.post('/v1/api-keys', { name: 'leaked', scopes: ['issuer:read'] });
    const leaked = world.client(body.key);
    expect((await leaked.get('/v1/issuers/me')).status).toBe(200);
    expect((await kompas.delete(`/v1/api-keys/${body.id}`)).status).toBe(204);
    expect((await leaked.get('/v1/issuers/me')).status).toBe(401);
    expect((await kompas.delete(`/v1/api-keys/${body.id}`)).status).toBe(404);
    const { items } = (await kompas.get('/v1/api-keys')).body;
    expect(items.find(({ id }: { id: string }) => id === body.id).revokedAt).toBe('2026-11-22T12:00:00.000Z');
  });

  test('may revoke itself', async () => {
    const { body } = await kompas.post('/v1/api-keys', { name: 'own end', scopes: ['issuer:write'] });
    const own = world.client(body.key);
    expect((await own.delete(`/v1/api-keys/${body.id}`)).status).toBe(204);
    expect((await own.post('/v1/keys')).status).toBe(401);
  });

  test('cannot hand out what it may not do itself', async () => {
    const narrow = world.client(await world.apiKey(kompas.issuer.id, ['issuer:write', 'awards:read']));
    const count = async () => (await kompas.get('/v1/api-keys')).body.items.length;
    const before = await count();
    for (const scope of scopes.filter((one) => !['issuer:write', 'awards:read'].includes(one))) {
      const refused = await narrow.post('/v1/api-keys', { name: 'more', scopes: ['awards:read', scope] });
      expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining(scope)]);
    }
    expect((await narrow.post('/v1/api-keys', { name: 'op', scopes: ['operator'] })).status).toBe(400);
    expect(await count()).toBe(before);
    expect((await narrow.post('/v1/api-keys', { name: 'same', scopes: ['awards:read'] })).status).toBe(201);
  });

  test('does not outlive the key that made it', async () => {
    const soon = '2026-11-22T18:00:00Z';
    const parent = await kompas.post('/v1/api-keys', { name: 'parent', scopes: ['issuer:write'], expiresAt: soon });
    const maker = world.client(parent.body.key);
    const wanted = { name: 'child', scopes: ['issuer:write'] };
    const unsaid = await maker.post('/v1/api-keys', wanted);
    expect([unsaid.status, unsaid.body.expiresAt]).toEqual([201, '2026-11-22T18:00:00.000Z']);
    const longer = await maker.post('/v1/api-keys', { ...wanted, expiresAt: '2026-11-22T18:00:01Z' });
    expect([longer.status, longer.body.errors[0].pointer]).toEqual([422, '#/expiresAt']);
    expect((await maker.post('/v1/api-keys', { ...wanted, expiresAt: '2026-11-22T17:00:00Z' })).status).toBe(201);
  });
});
