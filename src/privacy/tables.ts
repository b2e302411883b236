import { customType, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { issuers } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

const issuerId = () =>
  uuid('issuer_id')
    .notNull()
    .references(() => issuers.id);

/** One key an issuer: under it lie the keys of its learners, and from it comes the key of the blind indexes. */
export const privacyKeys = pgTable('privacy_keys', {
  issuerId: issuerId().unique(),
  id: uuid('id').primaryKey(),
  /** The key under the key-encryption key of the custody. */
  wrappedDataKey: bytes('wrapped_data_key').notNull(),
  keyEncryptionKeyId: text('key_encryption_key_id').notNull(),
  createdAt: instant('created_at').notNull(),
});

/** One key a learner. Without it nothing that is sealed for this learner can be read, here or in any copy of the database. */
export const learnerKeys = pgTable(
  'learner_keys',
  {
    issuerId: issuerId(),
    /** The learners live above this room, so there is no foreign key. */
    learnerId: uuid('learner_id').primaryKey(),
    /** The key under the issuer's privacy key; null once the learner was erased. */
    wrappedKey: bytes('wrapped_key'),
    issuerKeyId: uuid('issuer_key_id')
      .notNull()
      .references(() => privacyKeys.id),
    createdAt: instant('created_at').notNull(),
    destroyedAt: instant('destroyed_at'),
  },
  (table) => [index('learner_keys_issuer').on(table.issuerId, table.learnerId)],
);

/** What becomes of the badges of a learner who is erased. */
export type BadgesOnErasure = 'keep' | 'revoke';

/** Whether a badge page is there for everybody who has its address, or only once the learner shares it. */
export type BadgePage = 'open' | 'when-shared';

/** What happens when a learner asks to be erased on the own page: the provider decides, or it is done at once. */
export type LearnerErasure = 'on-request' | 'at-once';

/** What an issuer decided about the data of its learners; no row: the defaults of `policy.ts`. */
export const privacyPolicies = pgTable('privacy_policies', {
  issuerId: issuerId().primaryKey(),
  /** Whole years after the last activity; null: nobody is erased by time alone. */
  retentionYears: integer('retention_years'),
  onErasure: text('on_erasure').$type<BadgesOnErasure>().notNull(),
  badgePage: text('badge_page').$type<BadgePage>().notNull(),
  /** Null, as in rows that an older release wrote: `on-request`. */
  learnerErasure: text('learner_erasure').$type<LearnerErasure>(),
  changedAt: instant('changed_at').notNull(),
});

/** Who was erased, by id only: what is done again after a backup was put back. Only grows. */
export const erasedLearners = pgTable(
  'erased_learners',
  {
    issuerId: issuerId(),
    learnerId: uuid('learner_id').primaryKey(),
    badges: text('badges').$type<BadgesOnErasure>().notNull(),
    erasedAt: instant('erased_at').notNull(),
  },
  (table) => [index('erased_learners_issuer').on(table.issuerId, table.learnerId)],
);
