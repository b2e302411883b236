import { and, asc, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { type BlindIndex, type Guarded, type LearnerSeal, lockedKeyOf } from '../privacy/index.ts';
import {
  type Assessment,
  type Completion,
  type Learner,
  openedAssessment,
  openedCompletion,
  openedLearner,
  openedPartialProof,
  type PartialProof,
  type StoredAssessment,
  type StoredCompletion,
  type StoredLearner,
  type StoredPartialProof,
  storedRecordKey,
} from './sealed.ts';
import { assessments, completions, learners, partialProofs } from './tables.ts';

export type Opening = Pick<Guarded, 'privacy'>;

/** Inserts the learner unless the issuer knows the address already. */
export async function insertLearnerIfAbsent(tx: Transaction, row: StoredLearner): Promise<boolean> {
  const inserted = await tx.insert(learners).values(row).onConflictDoNothing().returning({ id: learners.id });
  return inserted.length === 1;
}

/** A learner whose row the transaction holds, with the seal of what belongs to the learner. */
export interface HeldLearner {
  readonly learner: Learner;
  readonly seal: LearnerSeal | undefined;
}

/**
 * Holds the learner still: two reports about one person are decided one after the other.
 * @param index the issuer's; without one nobody of the issuer is sealed
 */
export async function lockLearnerByEmail(
  on: Opening,
  tx: Transaction,
  issuerId: string,
  email: string,
  index: BlindIndex | undefined,
): Promise<HeldLearner | undefined> {
  const plain = eq(learners.email, email);
  const found = index === undefined ? plain : or(eq(learners.emailIndex, index('email', email)), plain);
  return lockOne(on, tx, issuerId, found);
}

/** The same by id; a learner who was erased is held too. */
export async function holdLearner(
  on: Opening,
  tx: Transaction,
  issuerId: string,
  id: string,
): Promise<HeldLearner | undefined> {
  return lockOne(on, tx, issuerId, eq(learners.id, id));
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

/** The same, for who needs no more than the learner. */
export async function lockLearner(
  on: Opening,
  tx: Transaction,
  issuerId: string,
  id: string,
): Promise<Learner | undefined> {
  return (await holdLearner(on, tx, issuerId, id))?.learner;
}

async function lockOne(
  on: Opening,
  tx: Transaction,
  issuerId: string,
  which: SQL | undefined,
): Promise<HeldLearner | undefined> {
  const rows = await tx
    .select({ row: learners, locked: lockedKeyOf(learners.id) })
    .from(learners)
    .where(and(eq(learners.issuerId, issuerId), which))
    .for('update', { of: learners });
  // Should a release without seals have added a person a second time, the sealed one is the one that is known.
  const found = rows.find(({ row }) => row.sealed !== null) ?? rows[0];
  if (found === undefined) return undefined;
  const { row, locked } = found;
  // Who waited for the row sees it as it is now, but the key as it was before: so it is asked for again.
  const seal =
    row.sealed !== null && locked === null
      ? await on.privacy.sealOf(tx, issuerId, row.id)
      : await on.privacy.unlock(tx, issuerId, row.id, row.erasedAt === null ? locked : null);
  if (seal !== undefined) on.privacy.hold(tx, row.id, seal);
  return { learner: openedLearner(row, seal), seal };
}

export async function updateLearner(tx: Transaction, row: StoredLearner): Promise<void> {
  const { issuerId, id, createdAt: _never, ...changes } = row;
  await tx
    .update(learners)
    .set(changes)
    .where(and(eq(learners.issuerId, issuerId), eq(learners.id, id)));
}

export async function selectLearners(
  on: Opening,
  connection: Connection,
  issuerId: string,
  ids: readonly string[],
): Promise<Learner[]> {
  return openedLearners(on, connection, issuerId, inArray(learners.id, [...ids]));
}

/** The learners of an issuer in the order of their ids. */
export async function selectLearnerPage(
  on: Opening,
  connection: Connection,
  issuerId: string,
  limit: number,
  after?: string,
): Promise<Learner[]> {
  return openedLearners(on, connection, issuerId, after === undefined ? undefined : gt(learners.id, after), limit);
}

/** Who has this address or this number. */
export async function searchLearners(
  on: Opening,
  connection: Connection,
  issuerId: string,
  kind: 'email' | 'reference',
  text: string,
  limit: number,
): Promise<Learner[]> {
  const index = await on.privacy.index(connection, issuerId);
  const [plain, blind] =
    kind === 'email' ? [learners.email, learners.emailIndex] : [learners.reference, learners.referenceIndex];
  const found = index === undefined ? eq(plain, text) : or(eq(blind, index(kind, text)), eq(plain, text));
  return openedLearners(on, connection, issuerId, found, limit);
}

async function openedLearners(
  on: Opening,
  connection: Connection,
  issuerId: string,
  which: SQL | undefined,
  limit = 1_000,
): Promise<Learner[]> {
  const rows = await connection
    .select({ row: learners, locked: lockedKeyOf(learners.id) })
    .from(learners)
    .where(and(eq(learners.issuerId, issuerId), which))
    .orderBy(asc(learners.id))
    .limit(limit);
  const opened: Learner[] = [];
  for (const { row, locked } of rows)
    opened.push(openedLearner(row, await on.privacy.unlock(connection, issuerId, row.id, locked)));
  return opened;
}

export async function insertCompletion(tx: Transaction, row: StoredCompletion): Promise<void> {
  await tx.insert(completions).values(row);
}

export async function insertAssessments(tx: Transaction, rows: StoredAssessment[]): Promise<void> {
  if (rows.length > 0) await tx.insert(assessments).values(rows);
}

export async function insertPartialProof(tx: Transaction, row: StoredPartialProof): Promise<void> {
  await tx.insert(partialProofs).values(row);
}

export async function selectCompletion(
  on: Opening,
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<Completion | undefined> {
  return (await openedCompletions(on, connection, issuerId, eq(completions.id, id)))[0];
}

/** Every report with this key, the corrected ones too. */
export async function selectCompletionsByKey(
  on: Opening,
  tx: Transaction,
  { learner, seal }: HeldLearner,
  recordKey: string,
): Promise<Completion[]> {
  const which = and(eq(completions.learnerId, learner.id), eq(completions.recordKey, storedRecordKey(recordKey, seal)));
  return openedCompletions(on, tx, learner.issuerId, which);
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
  on: Opening,
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<Completion[]> {
  const which = and(eq(completions.learnerId, learnerId), isNull(completions.replacedBy));
  return openedCompletions(on, connection, issuerId, which);
}

export async function selectStandingAssessments(
  on: Opening,
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<Assessment[]> {
  const which = and(eq(assessments.learnerId, learnerId), eq(assessments.replaced, false));
  return openedAssessments(on, connection, issuerId, which, [assessments.judgedOn, assessments.id]);
}

export async function selectAssessmentsOf(
  on: Opening,
  connection: Connection,
  issuerId: string,
  completionId: string,
): Promise<Assessment[]> {
  return openedAssessments(on, connection, issuerId, eq(assessments.completionId, completionId));
}

export async function selectAssessment(
  on: Opening,
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<Assessment | undefined> {
  return (await openedAssessments(on, connection, issuerId, eq(assessments.id, id)))[0];
}

export async function selectPartialProofs(
  on: Opening,
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<PartialProof[]> {
  const rows = await connection
    .select({ row: partialProofs, locked: lockedKeyOf(partialProofs.learnerId) })
    .from(partialProofs)
    .where(and(eq(partialProofs.issuerId, issuerId), eq(partialProofs.learnerId, learnerId)))
    .orderBy(partialProofs.issuedOn, partialProofs.id);
  return openedRows(on, connection, rows, openedPartialProof);
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

/** Everything that was ever recorded about a learner, corrected records too. */
export async function selectEverything(on: Opening, connection: Connection, issuerId: string, learnerId: string) {
  return {
    completions: await openedCompletions(on, connection, issuerId, eq(completions.learnerId, learnerId)),
    assessments: await openedAssessments(on, connection, issuerId, eq(assessments.learnerId, learnerId)),
    partialProofs: await selectPartialProofs(on, connection, issuerId, learnerId),
  };
}

async function openedCompletions(
  on: Opening,
  connection: Connection,
  issuerId: string,
  which: SQL | undefined,
): Promise<Completion[]> {
  const rows = await connection
    .select({ row: completions, locked: lockedKeyOf(completions.learnerId) })
    .from(completions)
    .where(and(eq(completions.issuerId, issuerId), which))
    .orderBy(completions.completedOn, completions.id);
  return openedRows(on, connection, rows, openedCompletion);
}

async function openedAssessments(
  on: Opening,
  connection: Connection,
  issuerId: string,
  which: SQL | undefined,
  order: (typeof assessments.judgedOn | typeof assessments.id)[] = [assessments.id],
): Promise<Assessment[]> {
  const rows = await connection
    .select({ row: assessments, locked: lockedKeyOf(assessments.learnerId) })
    .from(assessments)
    .where(and(eq(assessments.issuerId, issuerId), which))
    .orderBy(...order);
  return openedRows(on, connection, rows, openedAssessment);
}

/** Opens rows with one unlocking for each learner. */
async function openedRows<Row extends { readonly issuerId: string; readonly learnerId: string }, Opened>(
  on: Opening,
  connection: Connection,
  rows: readonly { readonly row: Row; readonly locked: string | null }[],
  opened: (row: Row, seal: LearnerSeal | undefined) => Opened,
): Promise<Opened[]> {
  const seals = new Map<string, LearnerSeal | undefined>();
  const results: Opened[] = [];
  for (const { row, locked } of rows) {
    if (!seals.has(row.learnerId))
      seals.set(row.learnerId, await on.privacy.unlock(connection, row.issuerId, row.learnerId, locked));
    results.push(opened(row, seals.get(row.learnerId)));
  }
  return results;
}
