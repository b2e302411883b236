import { sql } from 'drizzle-orm';
import { customType, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { learners } from '../assessment/tables.ts';
import { issuers } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

const issuerId = () =>
  uuid('issuer_id')
    .notNull()
    .references(() => issuers.id);

const learnerId = () =>
  uuid('learner_id')
    .notNull()
    .references(() => learners.id);

/** What lets a learner in without an account. The token is shown once and never stored: only its SHA-256. */
export const learnerLinks = pgTable(
  'learner_links',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: learnerId(),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [index('learner_links_learner').on(table.issuerId, table.learnerId)],
);

/**
 * What a learner agreed to, or is asked to. Rows are never removed, and each moment is set once (a trigger sees to it): asked → given → withdrawn, or asked →
 * withdrawn for "no".
 */
export const consents = pgTable(
  'consents',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: learnerId(),
    /** Purpose, receiver and scope, under the key of the learner: what somebody agrees to can tell much about them. */
    sealed: bytes('sealed').notNull(),
    askedAt: instant('asked_at'),
    givenAt: instant('given_at'),
    /** Who recorded it: `api-key:<id>`, `staff:<id>` or `learner-link:<id>`. */
    givenBy: text('given_by'),
    withdrawnAt: instant('withdrawn_at'),
  },
  (table) => [index('consents_learner').on(table.issuerId, table.learnerId)],
);

export type ErasureRequestState = 'open' | 'taken-back' | 'declined' | 'done';

/** A learner asks to be erased and the provider decides (AVG/GDPR art. 17 and 12(3)). */
export const erasureRequests = pgTable(
  'erasure_requests',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: learnerId(),
    state: text('state').$type<ErasureRequestState>().notNull(),
    requestedAt: instant('requested_at').notNull(),
    /** When the learner must have had an answer. */
    answerBy: instant('answer_by').notNull(),
    settledAt: instant('settled_at'),
    /** Why it was declined, under the key of the learner. */
    sealed: bytes('sealed'),
  },
  (table) => [
    uniqueIndex('erasure_requests_open').on(table.issuerId, table.learnerId).where(sql`state = 'open'`),
    index('erasure_requests_issuer').on(table.issuerId, table.id),
  ],
);
