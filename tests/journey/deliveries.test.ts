import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AttemptFailed, Undeliverable } from '../../src/outbox/channel.ts';
import { cancelOpen } from '../../src/outbox/store.ts';
import { type OutboxScene, outboxScene } from '../support/outbox-scene.ts';
import { until } from '../support/until.ts';
import { makeWorld, type Provider, type World } from '../support/world.ts';

/** Deliveries as such, to receivers that the test plays; mail and webhooks have tests of their own. */
const [first, second] = ['01890000-0000-7000-8000-00000000000a', '01890000-0000-7000-8000-00000000000b'] as const;
const moment = 1_000;
const day = 86_400 * moment;

let world: World;
let issuer: Provider;
/** What arrived: `receiver's last letter: kind subject, …`. */
let arrived: string[];
/** What each receiver does; says yes when absent. */
let behaviour: Map<string, () => Promise<void>>;

beforeEach(async () => {
  world = await makeWorld();
  issuer = await world.provider('kompas');
  arrived = [];
  behaviour = new Map();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

function scene(name: 'mail' | 'webhook' = 'webhook', receivers: readonly string[] = [first]): OutboxScene {
  return outboxScene(world, issuer.issuer.id, {
    name,
    // The word before the colon says who is told; whatever else there is in the outbox is told to nobody.
    address: ({ kind }) => (kind.startsWith('test.') ? [...receivers] : []),
    receive: async ({ receiver }, told) => {
      await behaviour.get(receiver)?.();
      arrived.push(`${receiver.at(-1)}: ${told.join(', ')}`);
    },
  });
}

const down = async () => {
  throw new AttemptFailed('answered 503');
};
const states = async (of: OutboxScene) => (await of.stored()).map(({ state }) => state);

describe('the relay', () => {
  test('makes one delivery a receiver, in the order of the facts, and no second one however often it reads', async () => {
    const own = scene('webhook', [first, second]);
    await own.write('test.one', 'award:1');
    await own.write('test.two', 'award:1');
    await own.relay();
    await own.relay();
    expect((await own.stored()).map(({ kind, receiver }) => `${kind} ${receiver.at(-1)}`)).toEqual([
      'test.one a',
      'test.one b',
      'test.two a',
      'test.two b',
    ]);
  });

  test('finds the next messages by an index, however long the outbox is', async () => {
    const connection = await world.database.$client.connect();
    // Of a table that is almost empty every plan is cheap.
    await connection.query('set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off');
    const { rows } = await connection.query(
      `explain select * from outbox_messages where (transaction, id) > ('1'::xid8, $1::uuid)
       order by transaction, id limit 1000`,
      [first],
    );
    connection.release(true);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
      /Index Scan using outbox_messages_order[^\n]*\n\s*Index Cond/,
    );
  });
});

describe('order', () => {
  test('what a receiver is told about one thing waits for what came before; about another thing it does not', async () => {
    const own = scene();
    await own.write('test.one', 'award:1');
    await own.write('test.two', 'award:1');
    await own.write('test.one', 'award:2');
    await own.relay();
    let refusals = 0;
    behaviour.set(first, async () => {
      if (refusals++ === 0) await down();
    });
    await own.deliver();
    expect(arrived).toEqual(['a: test.one award:2']);
    await own.deliver();
    expect(arrived).toHaveLength(1); // the pause is not over
    world.clock.advance(10 * moment);
    await own.deliver();
    await own.deliver();
    expect(arrived).toEqual(['a: test.one award:2', 'a: test.one award:1', 'a: test.two award:1']);
  });

  test('one receiver does not wait for another', async () => {
    const own = scene('webhook', [first, second]);
    await own.write('test.one', 'award:1');
    await own.write('test.two', 'award:1');
    await own.relay();
    behaviour.set(first, down);
    await own.deliver();
    await own.deliver();
    expect(arrived).toEqual(['b: test.one award:1', 'b: test.two award:1']);
  });

  test('mails to one learner are in order, also when the first badge that they tell of is another one', async () => {
    const own = scene('mail');
    await own.write('test.issued', 'award:1', 'award:2');
    await own.write('test.revoked', 'award:2');
    await own.relay();
    let refusals = 0;
    behaviour.set(first, async () => {
      if (refusals++ === 0) await down();
    });
    await own.deliver();
    expect(arrived).toEqual([]);
    world.clock.advance(10 * moment);
    await own.deliver();
    await own.deliver();
    expect(arrived).toEqual(['a: test.issued award:1, test.issued award:2', 'a: test.revoked award:2']);
  });

  test('what was given up holds up nothing', async () => {
    const own = scene();
    await own.write('test.one', 'award:1');
    await own.write('test.two', 'award:1');
    await own.relay();
    let refusals = 0;
    behaviour.set(first, async () => {
      if (refusals++ === 0) throw new Undeliverable('dead', 'refused');
    });
    await own.deliver();
    await own.deliver();
    expect(arrived).toEqual(['a: test.two award:1']);
    expect(await states(own)).toEqual(['dead', 'delivered']);
  });
});

describe('an attempt', () => {
  test('is repeated with longer and longer pauses, then given up; replaying starts again', async () => {
    const own = scene();
    await own.write('test.one', 'award:1');
    await own.relay();
    behaviour.set(first, down);
    const pauses: number[] = [];
    for (;;) {
      await own.deliver();
      const [{ state, next_attempt_at: next, last_error }] = await own.stored();
      expect(last_error).toBe('answered 503');
      if (state === 'dead') break;
      pauses.push(next.getTime() - world.clock.now().getTime());
      world.clock.set(next);
    }
    expect(pauses.length).toBeGreaterThanOrEqual(9);
    expect(pauses[0]).toBeLessThan(10 * moment);
    expect(pauses.reduce((sum, pause) => sum + pause)).toBeGreaterThan(1.5 * day);
    world.clock.advance(30 * day);
    await own.deliver();
    expect(await states(own)).toEqual(['dead']);

    behaviour.clear();
    const [{ id }] = await own.stored();
    expect((await issuer.post(`/v1/deliveries/${id}/replay`)).status).toBe(200);
    await own.deliver();
    expect(arrived).toEqual(['a: test.one award:1']);
    expect((await issuer.get(`/v1/deliveries/${id}`)).body).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  test('of a sender that died is made again by another, and the dead one changes nothing when it comes back', async () => {
    const own = scene();
    await own.write('test.one', 'award:1');
    await own.relay();
    const stuck = Promise.withResolvers<void>();
    behaviour.set(first, () => stuck.promise);
    const lost = own.deliver();
    await until(async () => (await states(own))[0] === 'sending');
    behaviour.clear();
    await own.deliver();
    expect(arrived).toEqual([]); // somebody has it
    world.clock.advance(5 * 60 * moment);
    await own.deliver();
    expect(arrived).toEqual(['a: test.one award:1']);
    const settled = await own.stored();
    stuck.reject(new AttemptFailed('too late'));
    await lost;
    expect(await own.stored()).toEqual(settled);
  });

  test('does not bring back what was cancelled while it was under way', async () => {
    const own = scene();
    await own.write('test.one', 'award:1');
    await own.relay();
    behaviour.set(first, async () => {
      await world.database.transaction((tx) => cancelOpen(tx, issuer.issuer.id, first, world.clock.now()));
      await down();
    });
    await own.deliver();
    expect(await states(own)).toEqual(['cancelled']);
    world.clock.advance(day);
    await own.deliver();
    expect(await states(own)).toEqual(['cancelled']);
  });

  test('of a receiver that says nothing holds up no other receiver', async () => {
    const own = scene('webhook', [first, second]);
    for (const subject of ['award:1', 'award:2', 'award:3']) await own.write('test.one', subject);
    await own.relay();
    const stuck = Promise.withResolvers<void>();
    behaviour.set(first, () => stuck.promise);
    const running = own.deliver();
    await until(() => arrived.length === 3);
    expect(arrived).toEqual(['b: test.one award:1', 'b: test.one award:2', 'b: test.one award:3']);
    stuck.reject(new AttemptFailed('no answer in time'));
    await running;
  });

  test('is made for another receiver though hundreds wait for a broken one', async () => {
    const own = scene('webhook', [first]);
    for (let index = 0; index < 150; index++) await own.write('test.one', `award:${index}`);
    await own.relay();
    const later = scene('webhook', [second]);
    await later.write('test.one', 'award:1');
    await later.relay();
    behaviour.set(first, down);
    await own.deliver();
    expect(arrived).toEqual(['b: test.one award:1']);
  });

  test('that breaks by our own fault says nothing of what it held', async () => {
    const own = scene();
    await own.write('test.one', 'award:1');
    await own.relay();
    behaviour.set(first, async () => {
      throw new Error('noor@example.org is not known');
    });
    await own.deliver();
    const [{ state, last_error }] = await own.stored();
    expect([state, last_error]).toEqual(['pending', 'internal error']);
  });
});

describe('GET /v1/deliveries', () => {
  test('finds a mail by every badge that it tells of, and by every event', async () => {
    const own = scene('mail');
    const [one, two] = [world.on.ids.next(), world.on.ids.next()];
    await own.write('test.issued', `award:${one}`, `award:${two}`);
    await own.write('test.issued', `award:${world.on.ids.next()}`);
    await own.relay();
    const [{ id, message_ids }] = await own.stored();
    for (const query of [`award=${one}`, `award=${two}`, ...message_ids.map((event: string) => `event=${event}`)]) {
      const { body } = await issuer.get(`/v1/deliveries?${query}`);
      expect(
        body.items.map((each: any) => each.id),
        query,
      ).toEqual([id]);
    }
  });
});

test('what was finished long ago is forgotten, what waits is not', async () => {
  const own = scene('webhook', [first, second]);
  await own.write('test.one', 'award:1');
  await own.relay();
  behaviour.set(second, down);
  await own.deliver();
  world.clock.advance(80 * day);
  await world.work('forget-deliveries');
  expect(await states(own)).toEqual(['delivered', 'pending']);
  world.clock.advance(20 * day);
  await world.work('forget-deliveries');
  expect(await states(own)).toEqual(['pending']);
});
