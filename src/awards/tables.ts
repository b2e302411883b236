import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Basis } from '../assessment/index.ts';
import { learners } from '../assessment/tables.ts';
import type { BadgeKind } from '../curriculum/index.ts';
import { achievements } from '../curriculum/tables.ts';
import { issuers } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';
import type { Text } from '../platform/text.ts';

/** active ↔ suspended → revoked, active → revoked. Revoked is final, unless only because of a key. */
export type AwardState = 'active' | 'suspended' | 'revoked';

/** The issuer decided so, a correction took away what it rested on, or the key that signed it is no longer to be trusted. */
export type WithdrawnBecause = 'issuer' | 'correction' | 'key-compromise';

const issuerId = () =>
  uuid('issuer_id')
    .notNull()
    .references(() => issuers.id);

/** This learner earned this achievement version, because of these records. Its id is also the last part of the badge's address. */
export const awards = pgTable(
  'awards',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learners.id),
    achievementId: uuid('achievement_id')
      .notNull()
      .references(() => achievements.id),
    achievementRef: text('achievement_ref').notNull(),
    kind: text('kind').$type<BadgeKind>().notNull(),
    /** Names the records it rests on: what keeps the same report from making a second badge. */
    recordKey: text('record_key').notNull(),
    basis: jsonb('basis').$type<readonly Basis[]>().notNull(),
    awardedOn: date('awarded_on').notNull(),
    validUntil: date('valid_until'),
    state: text('state').$type<AwardState>().notNull(),
    reason: jsonb('reason').$type<Text | string>(),
    changedAt: instant('changed_at').notNull(),
    createdAt: instant('created_at').notNull(),
    /** How often it was issued: 1, and one more for each correction or re-issue. */
    issues: integer('issues').notNull(),
    /** Why it does not hold now. Only what a key is to blame for can be made good after a revocation. */
    withdrawnBecause: text('withdrawn_because').$type<WithdrawnBecause>(),
  },
  (table) => [
    unique('awards_record').on(table.issuerId, table.learnerId, table.achievementRef, table.recordKey),
    index('awards_issuer').on(table.issuerId, table.id),
    index('awards_learner').on(table.issuerId, table.learnerId),
    index('awards_withdrawn').on(table.issuerId, table.id).where(sql`state <> 'active'`),
  ],
);

export type ProposalState = 'proposed' | 'confirmed' | 'withdrawn';

/** A scheme badge whose yardstick is met, waiting for an assessor to confirm what no record can show. */
export const proposals = pgTable(
  'proposals',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learners.id),
    achievementId: uuid('achievement_id')
      .notNull()
      .references(() => achievements.id),
    achievementRef: text('achievement_ref').notNull(),
    basis: jsonb('basis').$type<readonly Basis[]>().notNull(),
    metOn: date('met_on').notNull(),
    state: text('state').$type<ProposalState>().notNull(),
    confirmation: jsonb('confirmation').$type<Confirmation>(),
    awardId: uuid('award_id').references(() => awards.id),
    proposedAt: instant('proposed_at').notNull(),
    decidedAt: instant('decided_at'),
  },
  (table) => [
    uniqueIndex('proposals_open')
      .on(table.issuerId, table.learnerId, table.achievementRef)
      .where(sql`state = 'proposed'`),
    index('proposals_issuer').on(table.issuerId, table.id),
  ],
);

/** Who confirmed what, when. */
export interface Confirmation {
  readonly assessor: {
    readonly name: string;
    readonly organisation?: string | undefined;
    readonly reference?: string | undefined;
  };
  readonly confirmedOn: string;
  readonly extra: readonly { readonly requirement: Text; readonly statement: string }[];
}
