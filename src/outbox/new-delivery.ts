import type { NewDelivery } from './deliveries/store.ts';
import type { Delivering } from './delivering.ts';
import type { Message } from './relay/store.ts';

/** Who is told what, before anything has been tried. */
export interface Planned {
  /** At least one, in order. */
  readonly messages: readonly Message[];
  readonly channel: NewDelivery['channel'];
  readonly endpointId?: string;
  readonly subject: string;
  readonly awardIds: readonly string[];
}

export function newDelivery(on: Delivering, issuerId: string, planned: Planned): NewDelivery {
  const { messages, channel, endpointId = null, subject, awardIds } = planned;
  const [first] = messages;
  if (first === undefined) throw new Error('a delivery of nothing');
  const now = on.clock.now();
  return {
    issuerId,
    id: on.ids.next(),
    messageId: first.id,
    messageIds: messages.map(({ id }) => id),
    channel,
    endpointId,
    subject,
    kind: first.kind,
    awardIds: [...awardIds],
    state: 'pending',
    attempts: 0,
    nextAttemptAt: now,
    lastError: null,
    createdAt: now,
    settledAt: null,
  };
}

/** The award that a message is about, if it is about one. */
export function awardOf({ subject }: Message): string | undefined {
  return /^award:([0-9a-f-]{36})$/.exec(subject)?.[1];
}
