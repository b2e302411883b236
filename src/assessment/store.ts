import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { assessments, completions, learners, partialProofs } from './tables.ts';

export type LearnerRow = typeof learners.$inferSelect;
export type CompletionRow = typeof completions.$inferSelect;
export type AssessmentRow = typeof assessments.$inferSelect;
export type PartialProofRow = typeof partialProofs.$inferSelect;

/** Inserts the learner unless the issuer knows the address already. */
export async function insertLearnerIfAbsent(tx: Transaction, row: LearnerRow): Promise<boolean> {
  const inserted = await tx.insert(learners).values(row).onConflictDoNothing().returning({ id: learners.id });
  return inserted.length === 1;
}

/** Holds the learner still: two reports about one person are decided one after the other. */
export async function lockLearnerByEmail(
  tx: Transaction,
  issuerId: string,
  email: string,
): Promise<LearnerRow | undefined> {
  const rows = await tx
    .select()
    .from(learners)
    .where(and(eq(learners.issuerId, issuerId), eq(learners.email, email)))
    .for('update');
  return rows[0];
}

export async function lockLearner(tx: Transaction, issuerId: string, id: string): Promise<LearnerRow | undefined> {
  const rows = await tx
    .select()
    .from(learners)
    .where(and(eq(learners.issuerId, issuerId), eq(learners.id, id)))
    .for('update');
  return rows[0];
}

/** Holds many learners still, in the order of their ids, so that two who need several of them cannot wait for each other. */
export async function lockLearners(tx: Transaction, issuerId: string, ids: readonly string[]): Promise<void> {
  await tx
    .select({ id: learners.id })
    .from(learners)
    .where(and(eq(learners.issuerId, issuerId), inArray(learners.id, [...ids])))
    .orderBy(asc(learners.id))
    .for('update');
}

/** As part of a query on what rests on records: the ids of the completions of a station and of the assessments made at them. */
export function recordsAtStation(issuerId: string, stationRef: string): SQL {
  return sql`
    select id from ${completions} where issuer_id = ${issuerId}::uuid and station_ref = ${stationRef}
    union all
    select assessment.id from ${assessments} assessment
    join ${completions} completion on completion.id = assessment.completion_id
    where assessment.issuer_id = ${issuerId}::uuid and completion.station_ref = ${stationRef}`;
}

export async function updateLearner(tx: Transaction, row: LearnerRow): Promise<void> {
  const { name, did, reference, language } = row;
  await tx.update(learners).set({ name, did, reference, language }).where(eq(learners.id, row.id));
}

export async function selectLearners(
  connection: Connection,
  issuerId: string,
  ids: readonly string[],
): Promise<LearnerRow[]> {
  return connection
    .select()
    .from(learners)
    .where(and(eq(learners.issuerId, issuerId), inArray(learners.id, [...ids])));
}

export async function insertCompletion(tx: Transaction, row: CompletionRow): Promise<void> {
  await tx.insert(completions).values(row);
}

export async function insertAssessments(tx: Transaction, rows: AssessmentRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(assessments).values(rows);
}

export async function selectCompletion(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<CompletionRow | undefined> {
  const rows = await connection
    .select()
    .from(completions)
    .where(and(eq(completions.issuerId, issuerId), eq(completions.id, id)));
  return rows[0];
}

/** Every report with this key, the corrected ones too. */
export async function selectCompletionsByKey(
  tx: Transaction,
  issuerId: string,
  learnerId: string,
  recordKey: string,
): Promise<CompletionRow[]> {
  return tx
    .select()
    .from(completions)
    .where(
      and(
        eq(completions.issuerId, issuerId),
        eq(completions.learnerId, learnerId),
        eq(completions.recordKey, recordKey),
      ),
    );
}

/** Marks a completion and its assessments as corrected by another. */
export async function replaceCompletion(
  tx: Transaction,
  issuerId: string,
  id: string,
  replacedBy: string,
): Promise<void> {
  await tx
    .update(completions)
    .set({ replacedBy })
    .where(and(eq(completions.issuerId, issuerId), eq(completions.id, id)));
  await tx
    .update(assessments)
    .set({ replaced: true })
    .where(and(eq(assessments.issuerId, issuerId), eq(assessments.completionId, id)));
}

/** The completions of a learner that count: not the corrected ones. */
export async function selectStandingCompletions(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<CompletionRow[]> {
  return connection
    .select()
    .from(completions)
    .where(
      and(eq(completions.issuerId, issuerId), eq(completions.learnerId, learnerId), isNull(completions.replacedBy)),
    )
    .orderBy(completions.completedOn, completions.id);
}

export async function selectStandingAssessments(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<AssessmentRow[]> {
  return connection
    .select()
    .from(assessments)
    .where(
      and(eq(assessments.issuerId, issuerId), eq(assessments.learnerId, learnerId), eq(assessments.replaced, false)),
    )
    .orderBy(assessments.judgedOn, assessments.id);
}

export async function selectAssessmentsOf(
  connection: Connection,
  issuerId: string,
  completionId: string,
): Promise<AssessmentRow[]> {
  return connection
    .select()
    .from(assessments)
    .where(and(eq(assessments.issuerId, issuerId), eq(assessments.completionId, completionId)))
    .orderBy(assessments.id);
}

export async function insertPartialProof(tx: Transaction, row: PartialProofRow): Promise<void> {
  await tx.insert(partialProofs).values(row);
}

export async function selectPartialProofs(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<PartialProofRow[]> {
  return connection
    .select()
    .from(partialProofs)
    .where(and(eq(partialProofs.issuerId, issuerId), eq(partialProofs.learnerId, learnerId)))
    .orderBy(partialProofs.issuedOn, partialProofs.id);
}

export async function markRedeemed(
  tx: Transaction,
  issuerId: string,
  ids: readonly string[],
  redeemedFor: string,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(partialProofs)
    .set({ redeemedFor })
    .where(and(eq(partialProofs.issuerId, issuerId), inArray(partialProofs.id, [...ids])));
}

export async function selectAssessment(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<AssessmentRow | undefined> {
  const rows = await connection
    .select()
    .from(assessments)
    .where(and(eq(assessments.issuerId, issuerId), eq(assessments.id, id)));
  return rows[0];
}
