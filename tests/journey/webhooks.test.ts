import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { pauses } from '../../src/outbox/schedule.ts';
import { closeDatabase, openDatabase } from '../../src/platform/database.ts';
import { openReceiver, type Received, type Receiver } from '../support/receiver.ts';
import { relayAll } from '../support/relay-all.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, operatorKey, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
let receiver: Receiver;
/** The webhook of one test, removed after it. */
let hook: { id: string; secret: string };

beforeAll(async () => {
  receiver = await openReceiver();
  world = await makeWorld({ env: { OUTBOUND_ALLOW: receiver.host } });
  academy = await world.academy();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await relayAll(world);
  hook = await subscribe({ kinds: ['award.issued', 'award.revoked', 'award.suspended'] });
  receiver.received.length = 0;
  receiver.answer = () => 204;
});
afterEach(async () => {
  vi.useRealTimers();
  await academy.delete(`/v1/webhooks/${hook.id}`);
});

async function subscribe(more: object = {}) {
  const { status, body, text } = await academy.post('/v1/webhooks', { url: receiver.url, ...more });
  expect(status, text).toBe(201);
  return body;
}
let people = 0;
/** @returns the ids of the two awards of a report */
async function award(): Promise<[string, string]> {
  const { body, text } = await academy.post('/v1/completions', reportOf(`hook-${++people}@example.org`));
  expect(body.awards, text).toHaveLength(2);
  return body.awards.map(({ id }: any) => id);
}
async function turn(): Promise<void> {
  await relayAll(world);
  await world.work('deliver-due');
}
const deliveries = async (query = ''): Promise<any[]> =>
  (await academy.get(`/v1/deliveries?receiver=${hook.id}${query}`)).body.items;
const ids = (received: readonly Received[]) => received.map(({ headers }) => headers['webhook-id']);
/** As a receiver does it, with the independent library: throws when the signature is not good. The library reads the system's clock. */
function verify({ text, headers }: Received, secret: string): any {
  vi.useFakeTimers({ now: world.clock.now(), toFake: ['Date'] });
  try {
    return new Webhook(secret).verify(text, headers as Record<string, string>);
  } finally {
    vi.useRealTimers();
  }
}

describe('a webhook', () => {
  test('tells each event once, signed so that an independent receiver accepts it, with nobody in it', async () => {
    const [first, second] = await award();
    await turn();
    await turn();
    expect(receiver.received).toHaveLength(2);
    const told = receiver.received.map((each) => verify(each, hook.secret));
    const { body: events } = await academy.get('/v1/events?limit=200');
    for (const [index, id] of [first, second].entries()) {
      const event = events.items.find(({ kind, subject }: any) => kind === 'award.issued' && subject === `award:${id}`);
      expect(told[index]).toEqual({
        type: 'award.issued',
        timestamp: event.at,
        data: { ...event.payload, event: event.id, subject: `award:${id}` },
      });
    }
    expect(JSON.stringify(receiver.received)).not.toMatch(/example\.org|Noor|Visser/);
    const made = await deliveries();
    expect(made.map(({ id }) => id).toSorted()).toEqual(ids(receiver.received).toSorted());
    expect(made.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['delivered', 1],
      ['delivered', 1],
    ]);
  });

  test('that was altered on its way, or is signed by another secret, is not accepted', async () => {
    await award();
    await turn();
    const [one] = receiver.received as [Received];
    const other = await subscribe({ kinds: ['award.moved'] });
    expect(() => verify(one, other.secret)).toThrow();
    expect(() => verify({ ...one, text: one.text.replace('issued', 'revoked') }, hook.secret)).toThrow();
    const headers = { ...one.headers, 'webhook-id': world.on.ids.next() };
    expect(() => verify({ ...one, headers }, hook.secret)).toThrow();
    await academy.delete(`/v1/webhooks/${other.id}`);
  });

  test('gets the kinds that it wants; without any named, all', async () => {
    const all = await subscribe();
    await award();
    await turn();
    const byHook = async (id: string) =>
      (await academy.get(`/v1/deliveries?receiver=${id}`)).body.items.map(({ kind }: any) => kind);
    expect(await byHook(hook.id)).toEqual(['award.issued', 'award.issued']);
    expect(await byHook(all.id)).toEqual(expect.arrayContaining(['webhook.created', 'completion.recorded']));
    await academy.delete(`/v1/webhooks/${all.id}`);
  });

  test('is tried out with an event for it alone', async () => {
    const other = await subscribe();
    await turn();
    receiver.received.length = 0;
    const { status, body } = await academy.post(`/v1/webhooks/${hook.id}/test`);
    expect(status).toBe(202);
    await turn();
    const tests = receiver.received.filter(({ body: told }) => told.type === 'webhook.test');
    expect(tests.map((each) => verify(each, hook.secret).data.id)).toEqual([hook.id]);
    const shown = await academy.get(body.deliveries.slice('https://badges.example'.length));
    expect(shown.body.items[0]).toMatchObject({ kind: 'webhook.test', state: 'delivered' });
    await academy.delete(`/v1/webhooks/${other.id}`);
  });
});

describe('what cannot be delivered', () => {
  test('waits by the schedule, is given up after the last attempt, and is told again when asked', async () => {
    receiver.answer = () => 503;
    await award();
    await turn();
    expect(await deliveries()).toEqual([
      expect.objectContaining({ state: 'pending', attempts: 1, lastError: 'answered 503' }),
      expect.objectContaining({ state: 'pending', attempts: 1, lastError: 'answered 503' }),
    ]);
    for (const [index, pause] of pauses.entries()) {
      world.clock.advance(pause * 0.79);
      await turn();
      expect(receiver.received, 'too early').toHaveLength(2 * (index + 1));
      world.clock.advance(pause * 0.42);
      await turn();
      expect(receiver.received, 'in its time').toHaveLength(2 * (index + 2));
    }
    expect(new Set(ids(receiver.received)).size, 'each attempt of one delivery has the same id').toBe(2);
    const times = new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp']));
    expect(times.size, 'each attempt is dated anew').toBe(pauses.length + 1);
    const dead = await deliveries('&state=dead');
    expect(dead.map(({ attempts }) => attempts)).toEqual([pauses.length + 1, pauses.length + 1]);
    world.clock.advance(100 * 86_400_000);
    await turn();
    expect(receiver.received).toHaveLength(2 * (pauses.length + 1));

    receiver.answer = () => 200;
    receiver.received.length = 0;
    expect((await academy.post(`/v1/deliveries/${dead[0].id}/replay`)).status).toBe(200);
    await turn();
    expect(ids(receiver.received)).toEqual([dead[0].id]);
    const since = '2026-01-01T00:00:00Z';
    const replayed = await academy.post(`/v1/webhooks/${hook.id}/replay`, { since });
    expect([replayed.status, replayed.body]).toEqual([200, { replayed: 1 }]);
    await turn();
    expect(ids(receiver.received)).toEqual([dead[0].id, dead[1].id]);
    expect((await academy.post(`/v1/webhooks/${hook.id}/replay`, { since })).body).toEqual({ replayed: 0 });
    expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  test('holds back what comes later about the same award, and nothing else', async () => {
    const [first, second] = await award();
    const subject = `award:${first}`;
    receiver.answer = ({ body }) => (body.data.subject === subject ? 500 : 200);
    await turn();
    await academy.post(`/v1/awards/${first}/suspend`, { reason: 'Test' });
    await academy.post(`/v1/awards/${second}/revoke`, { reason: 'Test' });
    await turn();
    const told = () => receiver.received.map(({ body }) => `${body.type} ${body.data.subject}`);
    expect(told().toSorted()).toEqual(
      [`award.issued ${subject}`, `award.issued award:${second}`, `award.revoked award:${second}`].toSorted(),
    );
    receiver.answer = () => 200;
    receiver.received.length = 0;
    for (let look = 0; look < 3; look += 1) {
      world.clock.advance(7_000);
      await turn();
    }
    expect(told()).toEqual([`award.issued ${subject}`, `award.suspended ${subject}`]);
  });

  test('arrives by itself when a receiver was away for a day', async () => {
    receiver.answer = (_received) => (request) => request.socket.destroy();
    await award();
    for (let hours = 0; hours < 24; hours += 1) {
      await turn();
      world.clock.advance(3_600_000);
    }
    expect(await deliveries()).toEqual([
      expect.objectContaining({ state: 'pending', lastError: 'no connection' }),
      expect.objectContaining({ state: 'pending', lastError: 'no connection' }),
    ]);
    receiver.answer = () => 200;
    world.clock.advance(24 * 3_600_000);
    await turn();
    expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  test('to an address that redirects counts as failed, and nobody is asked there', async () => {
    receiver.answer = () => (_request, response) => response.writeHead(307, { location: receiver.url }).end();
    await award();
    await turn();
    expect(receiver.received).toHaveLength(2);
    expect((await deliveries())[0]).toMatchObject({ state: 'pending', lastError: 'answered 307' });
  });

  test('is not waited for beyond the time limit', async () => {
    receiver.answer = () => () => undefined;
    await award();
    await relayAll(world);
    const original = AbortSignal.timeout;
    const asked: number[] = [];
    const quick = vi.spyOn(AbortSignal, 'timeout').mockImplementation((wait) => {
      asked.push(wait);
      return original.call(AbortSignal, 50);
    });
    await world.work('deliver-due');
    quick.mockRestore();
    expect(asked).toEqual([15_000, 15_000]);
    expect((await deliveries())[0]).toMatchObject({ state: 'pending', lastError: 'no answer in time' });
  });
});

test('a receiver that takes it and answers without end has taken it', async () => {
  let written = 0;
  receiver.answer = () => (_request, response) => {
    const more = () => {
      if (response.destroyed || written > 100_000_000) return;
      written += 65_536;
      response.write(Buffer.alloc(65_536), () => setImmediate(more));
    };
    more();
  };
  await award();
  await turn();
  expect((await deliveries()).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  expect(written).toBeLessThan(100_000_000);
});

test('410 ends a webhook; what was still to be told is cancelled, until somebody makes it active again', async () => {
  receiver.answer = () => 410;
  await award();
  await turn();
  expect(receiver.received).toHaveLength(1);
  const { body } = await academy.get(`/v1/webhooks/${hook.id}`);
  expect(body).toMatchObject({ state: 'disabled', disabledBecause: 'gone' });
  expect((await deliveries()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  expect((await academy.post(`/v1/webhooks/${hook.id}/test`)).status).toBe(409);
  const told = await rowsOf(world.database, "select actor from audit_entries where action = 'webhook.disabled'");
  expect(told).toEqual([{ actor: 'system:webhooks' }]);
  await award();
  await turn();
  expect(receiver.received).toHaveLength(1);
  receiver.answer = () => 200;
  const again = await academy.patch(`/v1/webhooks/${hook.id}`, { state: 'active' });
  expect(again.body).toMatchObject({ state: 'active' });
  expect(again.body).not.toHaveProperty('disabledBecause');
  await award();
  await turn();
  expect(receiver.received).toHaveLength(3);
});

test('what was under way when a webhook was removed is cancelled', async () => {
  receiver.answer = () => 500;
  await award();
  await turn();
  expect((await academy.delete(`/v1/webhooks/${hook.id}`)).status).toBe(204);
  expect((await deliveries()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  const [one] = await deliveries();
  expect((await academy.post(`/v1/deliveries/${one.id}/replay`)).status).toBe(200);
  await turn();
  expect((await deliveries('&state=cancelled')).map(({ lastError }) => lastError)).toContain(
    'the webhook is removed or disabled',
  );
  expect(receiver.received).toHaveLength(2);
  expect((await academy.get(`/v1/webhooks/${hook.id}`)).status).toBe(404);
});

test('a new secret signs at once, the one of before along with it until the overlap has passed', async () => {
  const { body: rotated } = await academy.post(`/v1/webhooks/${hook.id}/rotate`, { overlapHours: 2 });
  expect(rotated.secret).toMatch(/^whsec_/);
  expect(rotated.secret).not.toBe(hook.secret);
  await award();
  await turn();
  const [during] = receiver.received as [Received];
  expect(String(during.headers['webhook-signature']).split(' ')).toHaveLength(2);
  verify(during, hook.secret);
  verify(during, rotated.secret);

  world.clock.advance(2 * 3_600_000);
  receiver.received.length = 0;
  await award();
  await turn();
  const [after] = receiver.received as [Received];
  expect(String(after.headers['webhook-signature']).split(' ')).toHaveLength(1);
  verify(after, rotated.secret);
  expect(() => verify(after, hook.secret)).toThrow();

  const { body: urgent } = await academy.post(`/v1/webhooks/${hook.id}/rotate`, { overlapHours: 0 });
  receiver.received.length = 0;
  await award();
  await turn();
  const [last] = receiver.received as [Received];
  verify(last, urgent.secret);
  expect(() => verify(last, rotated.secret)).toThrow();
  expect(JSON.stringify(await academy.get('/v1/webhooks'))).not.toContain('whsec_');
  const statuses: number[] = [];
  for (let more = 0; more < 5; more += 1)
    statuses.push((await academy.post(`/v1/webhooks/${hook.id}/rotate`, {})).status);
  expect(statuses).toEqual([200, 200, 200, 200, 409]);
});

test('a crash between sending and writing it down sends again after the lease, with the same id', async () => {
  await award();
  await relayAll(world);
  // As it is when a process ended while the receiver was answering.
  await world.database.$client.query(
    `update deliveries set state = 'sending', attempts = 1, next_attempt_at = $2 where receiver = $1`,
    [hook.id, new Date(world.clock.now().getTime() + 120_000)],
  );
  await turn();
  expect(receiver.received).toHaveLength(0);
  world.clock.advance(120_000);
  await turn();
  expect(ids(receiver.received).toSorted()).toEqual((await deliveries()).map(({ id }) => id).toSorted());
  expect((await deliveries()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['delivered', 2],
    ['delivered', 2],
  ]);
});

test('two replicas at once send each message once', async () => {
  const { host, user, database: name } = world.database.$client.options;
  const database = openDatabase({ host: String(host), user: String(user), database: String(name) });
  const { http, tasks } = await buildApp({ ...world.on, database }, { custody: world.custody, operatorKey });
  await http.ready();
  const twin = (task: string) => tasks.find((each) => each.name === task)?.run();
  for (let round = 0; round < 5; round += 1) await award();
  const both = async () => void (await Promise.all([world.work('relay-outbox'), twin('relay-outbox')]));
  await relayAll(world, both);
  await Promise.all([world.work('deliver-due'), twin('deliver-due'), twin('deliver-due')]);
  expect(receiver.received).toHaveLength(10);
  expect(new Set(ids(receiver.received)).size).toBe(10);
  await http.close();
  await closeDatabase(database);
});

describe('the endpoints of an issuer', () => {
  test.each([
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://[::1]/',
    'http://hooks.example.com/',
    'https://hooks.example.com:8443/',
    'https://user:secret@hooks.example.com/',
    'https://vault.internal/',
  ])('are not at %s', async (url) => {
    const refused = await academy.post('/v1/webhooks', { url });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '#/url']);
    expect((await academy.patch(`/v1/webhooks/${hook.id}`, { url })).status).toBe(422);
  });

  test('are twenty at most', async () => {
    const other = await world.provider('many');
    const url = 'https://hooks.example.com/';
    const kinds = ['award.issued']; // nothing is sent there
    const answers = await Promise.all(Array.from({ length: 22 }, () => other.post('/v1/webhooks', { url, kinds })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
    await other.delete(`/v1/webhooks/${answers.find(({ status }) => status === 201)?.body.id}`);
    expect((await other.post('/v1/webhooks', { url, kinds })).status).toBe(201);
  });

  test('keep their secrets sealed, and bound to themselves', async () => {
    const other = await subscribe();
    const stored = await rowsOf(
      world.database,
      "select encode(secrets_ciphertext, 'escape') as shown from webhook_endpoints",
    );
    expect(JSON.stringify(stored)).not.toContain('whsec');
    await world.database.$client.query(
      `update webhook_endpoints set (secrets_ciphertext, wrapped_data_key) =
         (select secrets_ciphertext, wrapped_data_key from webhook_endpoints where id = $1) where id = $2`,
      [other.id, hook.id],
    );
    await award();
    await turn();
    expect((await deliveries())[0]).toMatchObject({ state: 'pending', lastError: 'internal error' });
    await academy.delete(`/v1/webhooks/${other.id}`);
  });
});
