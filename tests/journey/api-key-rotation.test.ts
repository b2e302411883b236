import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Provider, type World } from '../support/world.ts';

let world: World;
let provider: Provider;
beforeAll(async () => {
  world = await makeWorld();
  provider = await world.provider('kompas');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const hours = (count: number) => count * 3_600_000;
const make = async (extra: object = {}) =>
  (await provider.post('/v1/api-keys', { name: 'lms', scopes: ['issuer:read'], ...extra })).body;
const statusOf = async (key: string) => (await world.client(key).get('/v1/issuers/me')).status;

describe('the rotation of an API key', () => {
  test('gives a successor with the same name and scopes; both work during the overlap, then the new one alone', async () => {
    const old = await make();
    const rotated = await provider.post(`/v1/api-keys/${old.id}/rotate`, { overlapHours: 2 });
    expect(rotated.status).toBe(201);
    expect(rotated.body).toMatchObject({ name: 'lms', scopes: ['issuer:read'] });
    expect(await statusOf(old.key)).toBe(200);
    expect(await statusOf(rotated.body.key)).toBe(200);
    world.clock.advance(hours(2));
    expect(await statusOf(old.key)).toBe(401);
    expect(await statusOf(rotated.body.key)).toBe(200);
    const { body } = await provider.get('/v1/api-keys');
    expect(body.items.find(({ id }: { id: string }) => id === old.id).replacedBy).toBe(rotated.body.id);
  });

  test('never makes the old key live longer than it would have', async () => {
    const old = await make({ expiresAt: new Date(world.clock.now().getTime() + hours(1)).toISOString() });
    await provider.post(`/v1/api-keys/${old.id}/rotate`, { overlapHours: 24 });
    world.clock.advance(hours(1));
    expect(await statusOf(old.key)).toBe(401);
  });

  test('without overlap ends the old key at once', async () => {
    const old = await make();
    await provider.post(`/v1/api-keys/${old.id}/rotate`, { overlapHours: 0 });
    expect(await statusOf(old.key)).toBe(401);
  });

  test('cannot be used to get more than the caller has', async () => {
    const strong = await make({ scopes: ['issuer:read', 'awards:write'] });
    const weak = world.client((await make({ scopes: ['issuer:write'] })).key);
    expect((await weak.post(`/v1/api-keys/${strong.id}/rotate`, {})).status).toBe(403);
  });

  test('happens once; a revoked key has no successor', async () => {
    const old = await make();
    await provider.post(`/v1/api-keys/${old.id}/rotate`, {});
    expect((await provider.post(`/v1/api-keys/${old.id}/rotate`, {})).status).toBe(409);
    await provider.delete(`/v1/api-keys/${old.id}`);
    expect((await provider.post(`/v1/api-keys/${old.id}/rotate`, {})).status).toBe(404);
  });
});

test('when a key was last used is told to the minute', async () => {
  const { id, key } = await make();
  const lastUse = async () =>
    (await provider.get('/v1/api-keys')).body.items.find((each: { id: string }) => each.id === id).lastUsedAt;
  expect(await lastUse()).toBeUndefined();
  const first = world.clock.now().toISOString();
  await statusOf(key);
  expect(await lastUse()).toBe(first);
  world.clock.advance(59_999);
  await statusOf(key);
  expect(await lastUse()).toBe(first);
  world.clock.advance(1);
  await statusOf(key);
  expect(await lastUse()).toBe(world.clock.now().toISOString());
});
