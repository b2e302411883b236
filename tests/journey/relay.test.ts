import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Addressed, type Channel, type Delivering, type Message, relayOutbox } from '../../src/outbox/index.ts';
import { noJobs } from '../../src/platform/jobs.ts';
import { relayAll } from '../support/relay-all.ts';
import { rowsOf } from '../support/stored.ts';
import { makeWorld, type Provider, type World } from '../support/world.ts';

let world: World;
let provider: Provider;
/** What the channel was given, group by group. */
const groups: string[][] = [];
const receiver = '01890000-0000-7000-8000-000000000001';
let refuse = false;

const channel: Channel = {
  name: 'webhook',
  async address(_on, _tx, messages) {
    groups.push(messages.map(({ kind }) => kind));
    if (refuse) throw new Error('the process ended here');
    return messages.map((message: Message): Addressed => ({ receiver, messages: [message] }));
  },
  send: async () => undefined,
};
const relay = () => relayOutbox({ ...world.on, channels: [channel], jobs: noJobs } as unknown as Delivering).run();
const told = async () =>
  (await rowsOf(world.database, 'select kind from deliveries order by sequence')).map(({ kind }) => String(kind));

beforeAll(async () => {
  world = await makeWorld();
  provider = await world.provider('relay');
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await relayAll(world);
  await rowsOf(world.database, 'delete from deliveries');
  groups.length = 0;
  refuse = false;
});

/** Messages in one transaction, with names that count. @returns how to end the transaction */
async function write(name: string, count: number): Promise<() => Promise<void>> {
  const client = await world.database.$client.connect();
  await client.query('begin');
  for (let number = 0; number < count; number += 1) {
    await client.query(
      `insert into outbox_messages (issuer_id, id, at, kind, subject) values ($1, $2, now(), $3, 'test:1')`,
      [provider.issuer.id, world.on.ids.next(), `${name}.${number}`],
    );
  }
  return async () => {
    await client.query('commit');
    client.release();
  };
}

test('a message whose transaction began earlier and ended later is not passed over, and comes first', async () => {
  const endSlow = await write('slow', 1);
  await (await write('quick', 1))();
  await relay();
  expect(await told(), 'whatever could still be overtaken waits').toEqual([]);
  await endSlow();
  await relayAll(world, relay);
  expect(await told()).toEqual(['slow.0', 'quick.0']);
  await relay();
  expect(await told(), 'each once').toEqual(['slow.0', 'quick.0']);
});

test('what one transaction wrote is addressed together, across the limits of batches too', async () => {
  await (await write('many', 998))();
  await (await write('few', 5))();
  await (await write('more', 1_001))();
  await relayAll(world, relay);
  expect(groups.map(({ length }) => length)).toEqual([998, 5, 1_001]);
  expect(groups[1]).toEqual(['few.0', 'few.1', 'few.2', 'few.3', 'few.4']);
  expect(await told()).toHaveLength(998 + 5 + 1_001);
});

test('a process that ends in the middle leaves nothing half, and the next one begins where it began', async () => {
  await (await write('kept', 3))();
  refuse = true;
  await expect(relayAll(world, relay)).rejects.toThrow('the process ended here');
  expect(await told()).toEqual([]);
  refuse = false;
  await relayAll(world, relay);
  expect(await told()).toEqual(['kept.0', 'kept.1', 'kept.2']);
});

test('two that relay at once make one delivery of each', async () => {
  await (await write('both', 50))();
  await relayAll(world, async () => void (await Promise.all([relay(), relay(), relay()])));
  expect(await told()).toEqual(Array.from({ length: 50 }, (_, number) => `both.${number}`));
});
