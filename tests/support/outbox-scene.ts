import { createKeyring } from '../../src/issuers/index.ts';
import type { Addressed, Channel, Message } from '../../src/outbox/channel.ts';
import { type Delivering, deliverDue, relayOutbox } from '../../src/outbox/index.ts';
import { noJobs } from '../../src/platform/jobs.ts';
import { createPrivacy } from '../../src/privacy/index.ts';
import { relayAll } from './relay-all.ts';
import { rowsOf } from './stored.ts';
import type { World } from './world.ts';

/** A receiver outside, played by the test: everything that is sent to it comes by here. */
export type Receive = (
  delivery: { readonly id: string; readonly receiver: string },
  told: readonly string[],
) => Promise<void>;

/** The deliveries of one world, to receivers that the test plays. */
export interface OutboxScene {
  readonly on: Delivering;
  /** Every message that a fact writes; its subject and kind say who is told of it. */
  write(kind: string, ...subjects: readonly string[]): Promise<void>;
  /** Reads the outbox to its end. */
  relay(): Promise<void>;
  /** Attempts what is due. */
  deliver(): Promise<void>;
  stored(): Promise<any[]>;
}

/**
 * @param address who is told of a message: ids of receivers
 * @param receive what the receiver does; throws as a channel does
 */
export function outboxScene(
  world: World,
  issuerId: string,
  {
    name = 'webhook',
    address,
    receive,
  }: { name?: Channel['name']; address: (message: Message) => string[]; receive: Receive },
): OutboxScene {
  const channel: Channel = {
    name,
    address: async (_on, _tx, messages) => (name === 'mail' ? together(messages, address) : apart(messages, address)),
    send: (_on, delivery, messages) =>
      receive(
        delivery,
        messages.map(({ kind, subject }) => `${kind} ${subject}`),
      ),
  };
  const on: Delivering = {
    ...world.on,
    keyring: createKeyring(world.custody),
    privacy: createPrivacy(world.custody, true),
    jobs: noJobs,
    channels: [channel],
  };
  return {
    on,
    write: async (kind, ...subjects) => {
      const values = subjects.map((_, at) => `($1, $${2 * at + 3}, $2, '${kind}', $${2 * at + 4})`).join(', ');
      await rowsOf(
        world.database,
        `insert into outbox_messages (issuer_id, id, at, kind, subject) values ${values}`,
        issuerId,
        world.clock.now(),
        ...subjects.flatMap((subject) => [world.on.ids.next(), subject]),
      );
    },
    relay: () => relayAll(world, () => relayOutbox(on).run()),
    deliver: () => deliverDue(on).run(),
    stored: () => rowsOf(world.database, 'select * from deliveries order by sequence'),
  };
}

const apart = (messages: readonly Message[], address: (message: Message) => string[]): Addressed[] =>
  messages.flatMap((message) => address(message).map((receiver) => ({ receiver, messages: [message] as const })));

/** One delivery for each receiver, as a mail tells of a whole report. */
function together(messages: readonly Message[], address: (message: Message) => string[]): Addressed[] {
  const byReceiver = new Map<string, Message[]>();
  for (const message of messages)
    for (const receiver of address(message)) byReceiver.set(receiver, [...(byReceiver.get(receiver) ?? []), message]);
  return [...byReceiver].flatMap(([receiver, [first, ...rest]]) =>
    first === undefined ? [] : [{ receiver, messages: [first, ...rest] as const }],
  );
}
