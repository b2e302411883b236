import type { Holding } from '../learners/index.ts';
import { cancelOpen, selectDeliveries } from './deliveries/store.ts';

/** More mails than this no export can hold usefully. */
const mostExported = 1_000;

/** What this room keeps of a learner: that mail was sent, and when. Never what was in it, nor to which address. */
export const deliveryHolding: Holding = {
  name: 'mails',
  exported: async (_on, connection, { issuerId, id }) => {
    const mails = await selectDeliveries(
      connection,
      issuerId,
      { channel: 'mail', subject: `learner:${id}` },
      mostExported,
    );
    if (mails.length === 0) return undefined;
    return mails.map(({ kind, state, createdAt, settledAt }) => ({
      kind,
      state,
      createdAt: createdAt.toISOString(),
      ...(settledAt && { settledAt: settledAt.toISOString() }),
    }));
  },
  erased: (on, tx, { issuerId }, { id }) =>
    cancelOpen(tx, issuerId, { channel: 'mail', subject: `learner:${id}` }, on.clock.now(), 'learner-erased'),
};
