import { afterAll, beforeAll, expect, test } from 'vitest';
import { manyAwards } from '../support/many-awards.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(() => world[Symbol.asyncDispose]());

let learners = 0;
const badge = async () =>
  (await academy.post('/v1/completions', reportOf(`listed-${++learners}@example.org`))).body.awards[0];
const change = (award: { id: string }, verb: string) =>
  academy.post(`/v1/awards/${award.id}/${verb}`, { reason: 'Test' });
const list = (headers: Record<string, string> = {}) => world.stranger.get('/issuers/kompas/revocations', headers);

/** As the validator of 1EdTech reads it: in the list, and `revoked` true or absent. */
const isRevoked = (body: any, id: string) =>
  body.revokedCredentials.some((each: any) => each.id === id && each.revoked !== false);

test('names what is revoked or suspended now, and nothing else', async () => {
  const [revoked, suspended, valid] = [await badge(), await badge(), await badge()];
  await change(revoked, 'revoke');
  await change(suspended, 'suspend');
  const { status, headers, body } = await list();
  expect([status, headers['content-type'], headers['access-control-allow-origin']]).toEqual([
    200,
    'application/json',
    '*',
  ]);
  expect(Object.keys(body)).toEqual(['id', 'issuer', 'revokedCredentials']);
  expect([body.id, body.issuer]).toEqual([`${academy.issuer.profileUrl}/revocations`, academy.issuer.did]);
  expect([revoked, suspended, valid].map(({ url }) => isRevoked(body, url))).toEqual([true, true, false]);
  for (const entry of body.revokedCredentials) expect(Object.keys(entry)).toEqual(['id', 'revoked']);
});

test('does not name a badge that was issued again and holds', async () => {
  const award = await badge();
  await change(award, 'suspend');
  expect(isRevoked((await list()).body, award.url)).toBe(true);
  await change(award, 'reinstate');
  expect(isRevoked((await list()).body, award.url)).toBe(false);
  const email = `listed-${++learners}@example.org`;
  const first = await academy.post('/v1/completions', reportOf(email, [3, 3]));
  world.clock.advance(60_000);
  await academy.post('/v1/completions', { ...reportOf(email, [4, 4]), replaces: first.body.completion.id });
  for (const { url } of first.body.awards) expect(isRevoked((await list()).body, url)).toBe(false);
});

test('is not sent again to who has it, and changes with the next withdrawal', async () => {
  const award = await badge();
  const first = await list();
  const etag = String(first.headers.etag);
  const again = await list({ 'if-none-match': etag });
  expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, etag]);
  expect(first.headers['cache-control']).toMatch(/^public, max-age=\d+, must-revalidate$/);
  await change(award, 'revoke');
  expect((await list({ 'if-none-match': etag })).status).toBe(200);
});

test('of nobody is not there; of an issuer without withdrawals it is empty', async () => {
  expect((await world.stranger.get('/issuers/nobody/revocations')).status).toBe(404);
  const other = await world.provider('blameless');
  expect((await world.stranger.get('/issuers/blameless/revocations')).body).toEqual({
    id: `${other.issuer.profileUrl}/revocations`,
    issuer: other.issuer.did,
    revokedCredentials: [],
  });
});

test('carries ten thousand', async () => {
  const { id } = await badge();
  const ids = await manyAwards(world, id, 10_000);
  await rowsOf(world.database, "update awards set state = 'revoked' where id = any($1)", ids);
  const { status, body, bytes } = await list();
  expect(status).toBe(200);
  const named = new Set(body.revokedCredentials.map((each: any) => each.id));
  expect(ids.filter((each) => !named.has(`https://badges.example/credentials/${each}`))).toEqual([]);
  expect(bytes.length).toBeLessThan(1_500_000);
});
