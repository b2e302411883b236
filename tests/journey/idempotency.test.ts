import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf, tablesOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** draft-ietf-httpapi-idempotency-key-header-07; Stripe's behaviour where the draft is silent. */
let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const keyed = (key: string = randomUUID()) => ({ 'idempotency-key': key });
let people = 0;
const someone = () => reportOf(`person-${++people}@example.org`);
const newKey = { name: 'once', scopes: ['awards:read'] };

describe('the same request with the same key', () => {
  test('is done once and gets the same answer, byte for byte', async () => {
    const key = keyed();
    const first = await academy.post('/v1/api-keys', newKey, key);
    const second = await academy.post('/v1/api-keys', newKey, key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.bytes).toEqual(first.bytes);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    const { body } = await academy.get('/v1/api-keys');
    expect(body.items.filter(({ name }: { name: string }) => name === 'once')).toHaveLength(1);
  });

  test('is recognised with and without the quotes of a structured field (RFC 8941 §3.3.3)', async () => {
    const key = randomUUID();
    const report = someone();
    const first = await academy.post('/v1/completions', report, keyed(key));
    const second = await academy.post('/v1/completions', report, keyed(`"${key}"`));
    expect(second.bytes).toEqual(first.bytes);
  });

  test('gets the status and the address of before, also where nothing is answered', async () => {
    const created = { slug: 'once', name: 'Once', url: 'https://once.example' };
    const key = keyed();
    const first = await world.operator.post('/v1/issuers', created, key);
    const second = await world.operator.post('/v1/issuers', created, key);
    expect([first.status, second.status]).toEqual([201, 201]); // without the key the second one would be a conflict
    expect(second.headers.location).toBe(first.headers.location);
    const { body } = await academy.post('/v1/api-keys', newKey);
    const again = keyed();
    for (let time = 0; time < 2; time += 1) {
      expect((await academy.delete(`/v1/api-keys/${body.id}`, again)).status).toBe(204);
    }
    expect((await academy.delete(`/v1/api-keys/${body.id}`, keyed())).status).toBe(404);
  });

  test('from fifty clients at once has one effect and one answer', async () => {
    const key = keyed();
    const report = someone();
    const answers = await Promise.all(Array.from({ length: 50 }, () => academy.post('/v1/completions', report, key)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
    const [award] = answers[0]?.body.awards ?? [];
    const entries = await rowsOf(world.database, 'select from audit_entries where subject = $1', `award:${award.id}`);
    expect(entries).toHaveLength(1);
  });

  test('is done anew when it was refused: a refusal changes nothing, so it is not kept', async () => {
    const key = keyed();
    const report = { ...someone(), station: 'station:none' };
    expect((await academy.post('/v1/completions', report, key)).status).toBe(422);
    expect((await academy.post('/v1/completions', { ...report, station: 'station:ST-05' }, key)).status).toBe(201);
  });

  test('is a new request when 72 hours have passed, and its answer is gone from the database', async () => {
    const own = await makeWorld();
    const provider = await own.provider('late');
    const key = keyed();
    const first = await provider.post('/v1/api-keys', newKey, key);
    own.clock.advance(72 * 3_600_000 + 1);
    const second = await provider.post('/v1/api-keys', newKey, key);
    expect(second.body.id).not.toBe(first.body.id);
    own.clock.advance(72 * 3_600_000 + 1);
    await own.work('forget-idempotency-keys');
    expect(await rowsOf(own.database, 'select from idempotency_keys')).toEqual([]);
    await own[Symbol.asyncDispose]();
  });
});

describe('the same key', () => {
  test.each([
    ['another body', async (key: object) => academy.post('/v1/api-keys', { ...newKey, name: 'other' }, { ...key })],
    ['another operation', async (key: object) => academy.post('/v1/keys', undefined, { ...key })],
  ])('with %s is refused, and nothing is changed', async (_what, request) => {
    const key = keyed();
    await academy.post('/v1/api-keys', newKey, key);
    const before = await rowsOf(world.database, 'select count(*) from audit_entries');
    const answer = await request(key);
    expect(answer.status).toBe(409);
    expect(answer.body.type).toMatch(/\/problems\/idempotency-key-reused$/);
    expect(answer.body.errors[0].parameter).toBe('Idempotency-Key');
    expect(await rowsOf(world.database, 'select count(*) from audit_entries')).toEqual(before);
  });

  test('of another issuer is another key', async () => {
    const key = keyed('shared-by-chance');
    const other = await world.provider('neighbour');
    const mine = await academy.post('/v1/api-keys', newKey, key);
    const theirs = await other.post('/v1/api-keys', newKey, key);
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test.each(['', ' ', 'with a blank', 'é', 'x'.repeat(256)])('spelled %j is refused', async (key) => {
    const answer = await academy.post('/v1/api-keys', newKey, keyed(key));
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].parameter).toBe('Idempotency-Key');
  });
});

test('neither key nor answer can be read from the database', async () => {
  const key = 'not-to-be-found-key';
  const { body } = await academy.post('/v1/api-keys', newKey, keyed(key));
  for (const table of await tablesOf(world.database)) {
    const text = JSON.stringify(await rowsOf(world.database, `select t::text as row from "${table}" t`));
    for (const secret of [key, body.key, Buffer.from(body.key).toString('hex')])
      expect(text, table).not.toContain(secret);
  }
});

test('an answer whose transaction cannot commit is not given', async () => {
  const key = keyed();
  await rowsOf(world.database, 'alter table idempotency_keys add constraint full_up check (answer is null) not valid');
  const refused = await academy.post('/v1/api-keys', { ...newKey, name: 'never' }, key);
  await rowsOf(world.database, 'alter table idempotency_keys drop constraint full_up');
  expect(refused.status).toBe(500);
  expect((await academy.get('/v1/api-keys')).text).not.toContain('never');
  expect((await academy.post('/v1/api-keys', { ...newKey, name: 'never' }, key)).status).toBe(201);
});
