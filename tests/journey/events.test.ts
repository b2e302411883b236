import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../support/stored.ts';
import { until } from '../support/until.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/**
 * Waits until nothing is held back: an open transaction in the database of another test holds back messages of this one, because PostgreSQL
 * counts transactions per server.
 */
async function settled(): Promise<void> {
  await until(async () => {
    const [stored] = await rowsOf(
      world.database,
      `select count(*)::int as count from outbox_messages where issuer_id = '${academy.issuer.id}'`,
    );
    return (await poll()).length === stored?.count;
  });
}

/** Everything that is there to read, as a poller reads it. */
async function poll(after?: string, limit = 200): Promise<any[]> {
  const events: any[] = [];
  let cursor = after;
  for (;;) {
    const { status, body, text } = await academy.get(
      `/v1/events?limit=${limit}${cursor === undefined ? '' : `&after=${cursor}`}`,
    );
    expect(status, text).toBe(200);
    events.push(...body.items);
    cursor = body.items.at(-1)?.id ?? cursor;
    if (body.next === undefined) return events;
  }
}

test('tells what a report brought, oldest first, page by page, without a person in it', async () => {
  await academy.post('/v1/completions', reportOf('first@example.org')); // makes what the issuer needs once
  await settled();
  const before = await poll();
  const { body } = await academy.post('/v1/completions', reportOf('events@example.org'));
  await settled();
  const after = await poll(before.at(-1).id, 2);
  expect(after.map(({ kind }) => kind)).toEqual([
    'learner.added',
    'completion.recorded',
    'award.issued',
    'award.issued',
  ]);
  expect(after.filter(({ kind }) => kind === 'award.issued').map(({ payload }) => payload.url)).toEqual(
    body.awards.map(({ url }: any) => url),
  );
  expect(JSON.stringify(after)).not.toMatch(/events@example|Noor|Visser/);
});

test('a message whose transaction is still open is not stepped over by a later one', async () => {
  await settled();
  const before = (await poll()).at(-1).id;
  const slow = await world.database.$client.connect();
  await slow.query('begin');
  await slow.query(
    `insert into outbox_messages (issuer_id, id, at, kind, subject) values ($1, $2, now(), 'slow.one', 'test:1')`,
    [academy.issuer.id, world.on.ids.next()],
  );
  await academy.post('/v1/completions', reportOf('overtaking@example.org'));
  const meanwhile = await poll(before);
  await slow.query('commit');
  slow.release();
  await settled();
  const later = await poll(meanwhile.at(-1)?.id ?? before);
  const kinds = [...meanwhile, ...later].map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'slow.one')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'award.issued')).toHaveLength(2);
});

test('a cursor that is no event of the issuer is refused, not answered with an empty page', async () => {
  const other = await world.provider('other');
  const [theirs] = await rowsOf(
    world.database,
    `select id from outbox_messages where issuer_id = '${other.issuer.id}'`,
  );
  for (const cursor of [world.on.ids.next(), theirs?.id]) {
    const { status, body } = await academy.get(`/v1/events?after=${cursor}`);
    expect(status).toBe(400);
    expect(body.errors[0].parameter).toBe('after');
  }
});
