import { type ClientRequest, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bitAt, decodeBitstring } from '../../src/openbadges/index.ts';
import { manyAwards } from '../support/many-awards.ts';
import { rowCounts } from '../support/row-counts.ts';
import { rowsOf } from '../support/stored.ts';
import { type Client, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(() => world[Symbol.asyncDispose]());

const ndjson = { 'content-type': 'application/x-ndjson' };
const reason = { nl: 'Vergissing', en: 'Mistake' };
const absent = '01890000-0000-7000-8000-000000000000';
let learners = 0;
async function anAward(by: Provider = academy) {
  const { body } = await by.post('/v1/completions', reportOf(`bulk-${++learners}@example.org`));
  return body.awards[0] as { id: string; url: string };
}
const resultsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
async function bulk(lines: readonly (object | string)[], by: Client = academy): Promise<any[]> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const answer = await by.post('/v1/awards/bulk', `${text}\n`, ndjson);
  expect([answer.status, answer.headers['content-type']], answer.text).toEqual([200, 'application/x-ndjson']);
  return resultsIn(answer.text);
}
const stateOf = async (id: string) => (await academy.get(`/v1/awards/${id}`)).body.state;

describe('a bulk change', () => {
  test('answers every line in its order, and does what each says', async () => {
    const [one, two, three] = [await anAward(), await anAward(), await anAward()];
    await academy.post(`/v1/awards/${three.id}/suspend`, { reason });
    world.clock.advance(60_000);
    const results = await bulk([
      { id: one.id, action: 'revoke', reason },
      { id: two.id, action: 'suspend', reason: 'Uitzoeken' },
      { id: three.id, action: 'reinstate' },
    ]);
    expect(results).toEqual([
      { line: 1, id: one.id, outcome: 'changed' },
      { line: 2, id: two.id, outcome: 'changed' },
      { line: 3, id: three.id, outcome: 'changed' },
    ]);
    const verdicts = [];
    for (const { url } of [one, two, three]) {
      const { bytes } = await world.stranger.get(new URL(url).pathname);
      verdicts.push((await world.stranger.post('/verify', bytes)).body.verdict);
    }
    expect(verdicts).toEqual(['revoked', 'suspended', 'valid']);
  });

  test('sent again changes nothing', async () => {
    const awards = [await anAward(), await anAward()];
    const lines = [
      { id: awards[0]?.id, action: 'revoke', reason },
      { id: awards[1]?.id, action: 'suspend', reason },
    ];
    await bulk(lines);
    const counts = await rowCounts(world.database);
    expect((await bulk(lines)).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('lets each line fail alone, and says why', async () => {
    const other = await world.academy('bulk-other');
    const [good, revoked, last, foreign] = [await anAward(), await anAward(), await anAward(), await anAward(other)];
    await academy.post(`/v1/awards/${revoked.id}/revoke`, { reason });
    const results = await bulk([
      { id: good.id, action: 'revoke', reason },
      { id: absent, action: 'revoke', reason },
      { id: foreign.id, action: 'revoke', reason },
      { id: revoked.id, action: 'suspend', reason },
      { id: revoked.id, action: 'reinstate' },
      '{"id": "broken"',
      '{"id": 1, "id": 2}',
      { id: good.id, action: 'delete', reason },
      { id: good.id, action: 'suspend' },
      { id: good.id, action: 'revoke', reason, more: true },
      { id: good.id, action: 'revoke', reason: 'x'.repeat(9_000) },
      '',
      { id: last.id, action: 'suspend', reason },
    ]);
    const codes = results.map(({ outcome, problem }) => problem?.type.split('/').at(-1) ?? outcome);
    expect(codes).toEqual([
      'changed',
      'not-found',
      'not-found',
      'conflict',
      'conflict',
      'malformed-body',
      'malformed-body',
      'invalid-request',
      'invalid-request',
      'invalid-request',
      'body-too-large',
      'changed',
    ]);
    expect(results.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13]);
    expect(results[8].problem.errors).toMatchObject([{ pointer: '#/reason' }]);
    expect(await stateOf(last.id)).toBe('suspended');
    expect((await other.get(`/v1/awards/${foreign.id}`)).body.state).toBe('active');
  });

  test('may name an award several times; each line goes on from the one before', async () => {
    const { id, url } = await anAward();
    world.clock.advance(60_000);
    const results = await bulk([
      { id, action: 'suspend', reason },
      { id, action: 'suspend', reason },
      { id, action: 'reinstate' },
      { id, action: 'suspend', reason },
      { id, action: 'revoke', reason },
      { id, action: 'reinstate' },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'changed',
      'unchanged',
      'changed',
      'changed',
      'changed',
      'failed',
    ]);
    const kinds = await rowsOf(
      world.database,
      'select action from audit_entries where subject = $1 order by id',
      `award:${id}`,
    );
    expect(kinds.map(({ action }) => action)).toEqual([
      'award.issued',
      'award.suspended',
      'award.reinstated',
      'award.suspended',
      'award.revoked',
    ]);
    const { bytes } = await world.stranger.get(new URL(url).pathname);
    expect((await world.stranger.post('/verify', bytes)).body.verdict).toBe('revoked');
  });

  test('lets a line that breaks down take no other of its batch along', async () => {
    const keyless = await world.academy('keyless');
    const [one, two, three] = [await anAward(keyless), await anAward(keyless), await anAward(keyless)];
    await keyless.post(`/v1/awards/${two.id}/suspend`, { reason });
    await rowsOf(world.database, "update signing_keys set state = 'retired' where issuer_id = $1", keyless.issuer.id);
    const results = await bulk(
      [
        { id: one.id, action: 'revoke', reason },
        { id: two.id, action: 'reinstate' },
        { id: three.id, action: 'suspend', reason },
      ],
      keyless,
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['changed', 'failed', 'changed']);
    expect(results[1].problem.type).toMatch(/no-signing-key$/);
    expect((await keyless.get(`/v1/awards/${two.id}`)).body.state).toBe('suspended');
  });

  test('of many awards leaves one entry, one message and one bit for each', async () => {
    const { id, url } = await anAward();
    const ids = await manyAwards(world, id, 450);
    const shuffled = ids.toSorted(() => Math.random() - 0.5);
    const results = await bulk(shuffled.map((each) => ({ id: each, action: 'revoke', reason })));
    expect(results.map((result) => result.id)).toEqual(shuffled);
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['changed']));
    const told = async (table: string, column: string) =>
      (
        await rowsOf(
          world.database,
          `select count(distinct subject)::int as subjects, count(*)::int as n from ${table}
           where ${column} = 'award.revoked' and subject = any($1)`,
          ids.map((each) => `award:${each}`),
        )
      )[0];
    expect(await told('audit_entries', 'action')).toEqual({ subjects: 450, n: 450 });
    expect(await told('outbox_messages', 'kind')).toEqual({ subjects: 450, n: 450 });
    const badge = (await world.stranger.get(new URL(url).pathname)).body;
    const list = await world.stranger.get(new URL(badge.credentialStatus.statusListCredential).pathname);
    const bits = decodeBitstring(list.body.credentialSubject.encodedList);
    const places = await rowsOf(world.database, 'select status_index from credentials where award_id = any($1)', ids);
    expect(places.filter(({ status_index }) => !bitAt(bits, status_index))).toEqual([]);
    expect(bitAt(bits, Number(badge.credentialStatus.statusListIndex))).toBe(false);
  });

  test('two at once, each in its own order, do not stand in each other’s way', async () => {
    const [one, other] = [await anAward(), await anAward()];
    const ids = [...(await manyAwards(world, one.id, 60)), ...(await manyAwards(world, other.id, 60))];
    const line = (action: string) => (id: string) => ({ id, action, reason });
    const both = await Promise.all([
      bulk(ids.map(line('suspend'))),
      bulk(ids.toReversed().map(line('revoke'))),
      bulk(ids.toSorted(() => Math.random() - 0.5).map(line('revoke'))),
    ]);
    expect(both.flat().filter(({ outcome, problem }) => outcome === 'failed' && problem.status !== 409)).toEqual([]);
    const states = await rowsOf(world.database, 'select distinct state from awards where id = any($1)', ids);
    expect(states).toEqual([{ state: 'revoked' }]);
  });

  test('ends at its limit of lines, and says where to go on', async () => {
    const lines = Array.from({ length: 10_002 }, () => 'x');
    const results = await bulk(lines);
    expect(results).toHaveLength(10_001);
    expect(results.at(-1)).toMatchObject({ line: 10_001, outcome: 'failed', problem: { status: 413 } });
  });

  test('needs NDJSON and a key that may', async () => {
    expect((await academy.post('/v1/awards/bulk', { id: absent })).status).toBe(415);
    expect((await academy.post('/v1/completions', '{}\n', ndjson)).status).toBe(415);
    const reader = world.client(await world.apiKey(academy.issuer.id, ['awards:read']));
    expect((await reader.post('/v1/awards/bulk', '\n', ndjson)).status).toBe(403);
  });
});

describe('a bulk change over the wire', () => {
  test('is answered while it is still being sent, line by line', async () => {
    const awards = [await anAward(), await anAward()];
    await world.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = world.app.server.address() as AddressInfo;
    const sending = httpRequest({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/v1/awards/bulk',
      headers: { ...ndjson, authorization: `Bearer ${academy.key}` },
    });
    const answered = linesOf(sending);
    for (const [index, { id }] of awards.entries()) {
      sending.write(`${JSON.stringify({ id, action: 'revoke', reason })}\n`);
      expect(JSON.parse((await answered.next()).value ?? '')).toEqual({ line: index + 1, id, outcome: 'changed' });
      expect(await stateOf(id)).toBe('revoked');
    }
    sending.end();
    expect((await answered.next()).done).toBe(true);
  });
});

async function* linesOf(sending: ClientRequest): AsyncGenerator<string, undefined> {
  const response = await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    sending.on('response', resolve).on('error', reject);
  });
  let rest = '';
  for await (const chunk of response) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  return undefined;
}

describe('withdrawing by a query', () => {
  const withdraw = (where: object, more: object = {}, by: Client = academy) =>
    by.post('/v1/awards/withdraw', { action: 'revoke', reason, where, ...more });

  test('counts first, changes then, and finds nothing left to change the second time', async () => {
    const { id } = await anAward();
    const ids = [id, ...(await manyAwards(world, id, 420))];
    const where = { ids: ids.slice(0, 500), awardedFrom: '2026-07-23', awardedUntil: '2026-07-23' };
    const before = await rowCounts(world.database);
    const counted = await withdraw(where, { dryRun: true });
    expect([counted.status, counted.body]).toEqual([200, { dryRun: true, matched: 421, changed: 421, unchanged: 0 }]);
    expect(await rowCounts(world.database)).toEqual(before);
    expect((await withdraw(where)).body).toEqual({ dryRun: false, matched: 421, changed: 421, unchanged: 0 });
    const after = await rowCounts(world.database);
    expect((await withdraw(where)).body).toEqual({ dryRun: false, matched: 421, changed: 0, unchanged: 421 });
    // A revoked award is not suspended, and is no reason to fail.
    expect((await withdraw(where, { action: 'suspend' })).body).toMatchObject({ changed: 0, unchanged: 421 });
    expect(await rowCounts(world.database)).toEqual(after);
    const states = await rowsOf(world.database, 'select distinct state from awards where id = any($1)', ids);
    expect(states).toEqual([{ state: 'revoked' }]);
  });

  test.each([
    ['achievement', (_: any) => ({ achievement: 'badge:WP-04' }), ['ulo']],
    ['station', (_: any) => ({ station: 'station:ST-05' }), ['station', 'ulo']],
    ['learner', ({ learner }: any) => ({ learner: learner.id }), ['station', 'ulo']],
    ['a first day after it', (_: any) => ({ awardedFrom: '2026-07-24' }), []],
    ['a last day before it', (_: any) => ({ awardedUntil: '2026-07-22' }), []],
    ['another station', (_: any) => ({ station: 'station:ST-04' }), []],
    ['two conditions', ({ learner }: any) => ({ learner: learner.id, achievement: 'badge:WP-04' }), ['ulo']],
  ])('finds by %s', async (name, where, expected) => {
    const own = await world.academy(`query-${name.replaceAll(' ', '-')}`);
    const bystander = await anAward();
    const { body } = await own.post('/v1/completions', reportOf(`query-${++learners}@example.org`));
    const { status, body: counts, text } = await withdraw(where(body), { action: 'suspend' }, own);
    expect([status, counts.changed], text).toEqual([200, expected.length]);
    const { items } = (await own.get('/v1/awards?state=suspended')).body;
    expect(items.map(({ achievement }: any) => achievement.kind).toSorted()).toEqual(expected);
    expect(await stateOf(bystander.id)).toBe('active');
  });

  test('finds by the key that signed what is out, not by one that signed an older issue', async () => {
    const own = await world.academy('query-key');
    const [old, again] = [await anAward(own), await anAward(own)];
    const oldKey = (await own.get('/v1/keys')).body.items.find(({ state }: any) => state === 'active').id;
    await own.post('/v1/keys');
    world.clock.advance(60_000);
    await own.post(`/v1/awards/${again.id}/suspend`, { reason });
    await own.post(`/v1/awards/${again.id}/reinstate`, {});
    await withdraw({ keyId: oldKey }, {}, own);
    expect((await own.get(`/v1/awards/${old.id}`)).body.state).toBe('revoked');
    expect((await own.get(`/v1/awards/${again.id}`)).body.state).toBe('active');
  });

  test('refuses to withdraw everything, or for no reason', async () => {
    expect((await withdraw({})).status).toBe(400);
    expect((await withdraw({ everything: true })).status).toBe(400);
    const { id } = await anAward();
    expect((await academy.post('/v1/awards/withdraw', { action: 'revoke', where: { ids: [id] } })).status).toBe(400);
    expect((await withdraw({ ids: [id] }, { action: 'reinstate' })).status).toBe(400);
    expect(await stateOf(id)).toBe('active');
  });

  test('finds nothing of another issuer', async () => {
    const other = await world.academy('query-other');
    const { id } = await anAward(other);
    expect((await withdraw({ ids: [id] })).body).toMatchObject({ matched: 0, changed: 0 });
    expect((await other.get(`/v1/awards/${id}`)).body.state).toBe('active');
  });
});
