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
import { issuers } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';
import type { Language, Text } from '../platform/text.ts';
import type { AssessmentInput, CompletionReport, PartialProofReport } from './schema.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** What tells of the person, under the learner's own key; what it holds is said in `sealed.ts`. Null in rows that the first release wrote. */
const sealed = () => bytes('sealed');

const issuerId = () =>
  uuid('issuer_id')
    .notNull()
    .references(() => issuers.id);

/** A person who learns (deelnemer), as one issuer knows them. The same person at another issuer is another row. */
export const learners = pgTable(
  'learners',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    /** These five are null once they are sealed. */
    email: text('email'),
    name: text('name'),
    did: text('did'),
    reference: text('reference'),
    language: text('language').$type<Language>(),
    createdAt: instant('created_at').notNull(),
    sealed: sealed(),
    /** Blind indexes: HMACs under a key of the issuer, to find a learner by what is sealed. */
    emailIndex: text('email_index'),
    referenceIndex: text('reference_index'),
    erasedAt: instant('erased_at'),
  },
  (table) => [
    unique('learners_email').on(table.issuerId, table.email),
    unique('learners_email_index').on(table.issuerId, table.emailIndex),
    index('learners_reference_index').on(table.issuerId, table.referenceIndex),
    index('learners_issuer').on(table.issuerId, table.id),
    index('learners_unsealed').on(table.id).where(sql`sealed is null and erased_at is null`),
  ],
);

/** A station taken or skipped. Never changed: a correction is a new row that the old one points to. */
export const completions = pgTable(
  'completions',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learners.id),
    /** What makes two reports the same one: the provider's reference, or station and day; an HMAC of it in a sealed row. */
    recordKey: text('record_key').notNull(),
    /** SHA-256 of the report, to tell a repetition from a contradiction; an HMAC of it in a sealed row. */
    digest: text('digest').notNull(),
    stationRef: text('station_ref').notNull(),
    status: text('status').$type<CompletionReport['status']>().notNull(),
    skipReason: jsonb('skip_reason').$type<Text | string>(),
    startedOn: date('started_on'),
    completedOn: date('completed_on').notNull(),
    reported: jsonb('reported').$type<Pick<CompletionReport, 'line' | 'hoursAttended' | 'reference'>>(),
    replacedBy: uuid('replaced_by'),
    recordedAt: instant('recorded_at').notNull(),
    sealed: sealed(),
  },
  (table) => [
    uniqueIndex('completions_record')
      .on(table.issuerId, table.learnerId, table.recordKey)
      .where(sql`replaced_by is null`),
    index('completions_learner').on(table.issuerId, table.learnerId),
  ],
);

/** The judgement of one ULO by its rubric. Final: belongs to its completion and is replaced with it. */
export const assessments = pgTable(
  'assessments',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learners.id),
    completionId: uuid('completion_id')
      .notNull()
      .references(() => completions.id),
    uloRef: text('ulo_ref').notNull(),
    uloVersion: integer('ulo_version').notNull(),
    judgedOn: date('judged_on').notNull(),
    criteria: jsonb('criteria').$type<AssessmentInput['criteria']>().notNull(),
    /** The judgement by the rubric of that version, fixed when recorded. */
    passed: boolean('passed').notNull(),
    level: integer('level'),
    assessor: jsonb('assessor').$type<NonNullable<AssessmentInput['assessor']>>(),
    method: text('method').$type<NonNullable<AssessmentInput['method']>>(),
    supervised: boolean('supervised'),
    idVerified: boolean('id_verified'),
    evidence: jsonb('evidence').$type<NonNullable<AssessmentInput['evidence']>>(),
    feedback: text('feedback'),
    reference: text('reference'),
    replaced: boolean('replaced').notNull(),
    sealed: sealed(),
  },
  (table) => [
    index('assessments_learner').on(table.issuerId, table.learnerId),
    index('assessments_completion').on(table.completionId),
  ],
);

/** Proof of some components of a ULO (los leerbewijs). */
export const partialProofs = pgTable(
  'partial_proofs',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    learnerId: uuid('learner_id')
      .notNull()
      .references(() => learners.id),
    recordKey: text('record_key').notNull(),
    digest: text('digest').notNull(),
    uloRef: text('ulo_ref').notNull(),
    components: jsonb('components').$type<string[]>().notNull(),
    source: jsonb('source').$type<PartialProofReport['source']>(),
    level: integer('level'),
    issuedOn: date('issued_on').notNull(),
    evidence: jsonb('evidence').$type<NonNullable<PartialProofReport['evidence']>>(),
    redeemedFor: text('redeemed_for'),
    recordedAt: instant('recorded_at').notNull(),
    sealed: sealed(),
  },
  (table) => [unique('partial_proofs_record').on(table.issuerId, table.learnerId, table.recordKey)],
);
