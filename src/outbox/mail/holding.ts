import type { Holding } from '../../learners/index.ts';
import { cancelOpen } from '../store.ts';
import { selectMailsTo } from './store.ts';

/** Which mails a learner got; what they said and where they went is not kept. */
export const deliveryHolding: Holding = {
  name: 'deliveries',
  exported: async (_on, connection, { issuerId, id }) => {
    const mails = await selectMailsTo(connection, issuerId, id);
    if (mails.length === 0) return undefined;
    return mails.map(({ id: delivery, channel, kind, subject, state, createdAt, finishedAt }) => ({
      ...{ id: delivery, channel, kind, subject, state },
      createdAt: createdAt.toISOString(),
      ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    }));
  },
  erased: (on, tx, { issuerId }, { id }) => cancelOpen(tx, issuerId, id, on.clock.now()),
};
