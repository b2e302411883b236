import type { Holding } from '../learners/index.ts';
import type { Guarded } from '../privacy/index.ts';
import { openedConsents } from './consents.ts';
import { lastErasureRequest, settleByErasure } from './erasure-requests.ts';
import { revokeLinks, selectConsents, selectLinks, updateConsents } from './store.ts';

/** What this room keeps of a learner: it belongs in every export, and ends with the learner. */
export const consentHolding: Holding = {
  name: 'consents',
  exported: async (on, connection, { issuerId, id }) => {
    const rows = await selectConsents(connection, issuerId, id);
    return rows.length === 0 ? undefined : openedConsents(on, connection, issuerId, id, rows);
  },
  // What they say goes with the key of the learner; that something was given and withdrawn, and when, may stay.
  erased: async (on, tx, { issuerId }, { id }) => {
    const standing = (await selectConsents(tx, issuerId, id)).filter(({ withdrawnAt }) => withdrawnAt === null);
    await updateConsents(
      tx,
      issuerId,
      standing.map((row) => row.id),
      { withdrawnAt: on.clock.now() },
    );
  },
};

export const linkHolding: Holding = {
  name: 'links',
  exported: async (_on, connection, { issuerId, id }) => {
    const rows = await selectLinks(connection, issuerId, id);
    if (rows.length === 0) return undefined;
    return rows.map(({ id: link, createdAt, expiresAt, revokedAt, lastUsedAt }) => ({
      id: link,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
      ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
    }));
  },
  erased: async (on, tx, { issuerId }, { id }) => {
    await revokeLinks(tx, issuerId, id, on.clock.now());
  },
};

export const erasureRequestHolding: Holding = {
  name: 'erasureRequest',
  exported: (on: Guarded, _connection, { issuerId, id }) => lastErasureRequest(on, issuerId, id),
  erased: (on, tx, caller, { id }) => settleByErasure(on, tx, caller, id),
};
