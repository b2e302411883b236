import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Basis } from '../assessment/index.ts';
import { learners } from '../assessment/tables.ts';
import type { BadgeKind } from '../curriculum/index.ts';
import { achievements } from '../curriculum/tables.ts';
import { issuers, signingKeys } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';
import type { Text } from '../platform/text.ts';

/** active ↔ suspended → revoked, active → revoked. Revoked is final, unless only because of a key. */
export type AwardState = 'active' | 'suspended' | 'revoked';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

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

/** What the learner decided about the page of a badge. No row: nothing yet. */
export const badgeSharing = pgTable(
  'badge_sharing',
  {
    issuerId: issuerId(),
    awardId: uuid('award_id')
      .primaryKey()
      .references(() => awards.id),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learners.id),
    /** Null: what the learner said for all badges, else what the issuer's policy says. */
    pageShared: boolean('page_shared'),
    nameShared: boolean('name_shared').notNull(),
    /** The consent that the name rests on, while it is shown. The consents live above, so there is no foreign key. */
    nameConsentId: uuid('name_consent_id'),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [index('badge_sharing_learner').on(table.issuerId, table.learnerId)],
);

/** What a learner decided about the pages of all badges, also of those to come. */
export const sharingDefaults = pgTable('sharing_defaults', {
  issuerId: issuerId(),
  learnerId: uuid('learner_id')
    .primaryKey()
    .references(() => learners.id),
  pageShared: boolean('page_shared').notNull(),
  changedAt: instant('changed_at').notNull(),
});

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
    /** Null once it is sealed. */
    confirmation: jsonb('confirmation').$type<Confirmation>(),
    /** The confirmation under the learner's own key. */
    sealed: bytes('sealed'),
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

/** What the playbook of a compromised key does, award by award, in the order of their ids. `cursor` is the last one that is done. */
export const playbookRuns = pgTable(
  'playbook_runs',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    signingKeyId: uuid('signing_key_id')
      .notNull()
      .references(() => signingKeys.id),
    kind: text('kind').$type<'revoke' | 'reissue'>().notNull(),
    /** Only credentials signed from this moment on, and before the other. */
    signedFrom: instant('signed_from'),
    signedBefore: instant('signed_before'),
    /** When the status lists that the key had signed were handed to the new one. */
    listsResignedAt: instant('lists_resigned_at'),
    cursor: uuid('cursor'),
    done: integer('done').notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('playbook_runs_key').on(table.issuerId, table.signingKeyId),
    index('playbook_runs_open').on(table.id).where(sql`finished_at is null`),
    uniqueIndex('playbook_runs_one_reissue')
      .on(table.issuerId, table.signingKeyId)
      .where(sql`kind = 'reissue' and finished_at is null`),
  ],
);
