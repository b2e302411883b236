import { and, asc, eq, gt, gte, inArray, isNotNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Connection, Transaction } from '../platform/database.ts';
import { awards, badgeSharing, proposals, sharingDefaults } from './tables.ts';

export type AwardRow = typeof awards.$inferSelect;
export type ProposalRow = typeof proposals.$inferSelect;

export interface AwardFilter {
  readonly learnerId?: string | undefined;
  readonly achievement?: string | undefined;
  readonly state?: AwardRow['state'] | undefined;
  /** Days, both included. */
  readonly awardedFrom?: string | undefined;
  readonly awardedUntil?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Queries of other rooms: ids of awards, and ids of records of which an award must rest on one. */
  readonly among?: SQL | undefined;
  readonly restingOn?: SQL | undefined;
}

/** What the confirmation of a proposal is sealed for. */
export const boxOf = (proposalId: string) => `proposal:${proposalId}`;

export async function selectAwardsOfLearner(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<AwardRow[]> {
  return connection
    .select()
    .from(awards)
    .where(and(eq(awards.issuerId, issuerId), eq(awards.learnerId, learnerId)))
    .orderBy(asc(awards.id));
}

export async function selectAwards(
  connection: Connection,
  issuerId: string,
  filter: AwardFilter,
  limit: number,
  after?: string,
): Promise<AwardRow[]> {
  const conditions: (SQL | undefined)[] = [
    eq(awards.issuerId, issuerId),
    filter.learnerId === undefined ? undefined : eq(awards.learnerId, filter.learnerId),
    filter.achievement === undefined ? undefined : eq(awards.achievementRef, filter.achievement),
    filter.state === undefined ? undefined : eq(awards.state, filter.state),
    filter.awardedFrom === undefined ? undefined : gte(awards.awardedOn, filter.awardedFrom),
    filter.awardedUntil === undefined ? undefined : lte(awards.awardedOn, filter.awardedUntil),
    filter.ids === undefined ? undefined : inArray(awards.id, [...filter.ids]),
    filter.among === undefined ? undefined : sql`${awards.id} in (${filter.among})`,
    filter.restingOn === undefined
      ? undefined
      : sql`exists (select from jsonb_array_elements(${awards.basis}) record where (record ->> 'id')::uuid in (${filter.restingOn}))`,
    after === undefined ? undefined : gt(awards.id, after),
  ];
  return connection
    .select()
    .from(awards)
    .where(and(...conditions))
    .orderBy(asc(awards.id))
    .limit(limit);
}

export async function selectAward(connection: Connection, issuerId: string, id: string): Promise<AwardRow | undefined> {
  const rows = await connection
    .select()
    .from(awards)
    .where(and(eq(awards.issuerId, issuerId), eq(awards.id, id)));
  return rows[0];
}

/** For the public page, which belongs to no caller. */
export async function selectPublicAward(connection: Connection, id: string): Promise<AwardRow | undefined> {
  return (await connection.select().from(awards).where(eq(awards.id, id)))[0];
}

/** Of one issuer, in the order in which they were awarded. */
export async function selectAwardsById(
  connection: Connection,
  issuerId: string,
  ids: readonly string[],
): Promise<AwardRow[]> {
  if (ids.length === 0) return [];
  return connection
    .select()
    .from(awards)
    .where(and(eq(awards.issuerId, issuerId), inArray(awards.id, [...ids])))
    .orderBy(asc(awards.id));
}

/** The ids of all awards of an issuer that do not hold now. */
export async function selectWithdrawnIds(connection: Connection, issuerId: string): Promise<string[]> {
  const rows = await connection
    .select({ id: awards.id })
    .from(awards)
    .where(and(eq(awards.issuerId, issuerId), sql`${awards.state} <> 'active'`))
    .orderBy(asc(awards.id));
  return rows.map(({ id }) => id);
}

/** The learners to whom these awards were made. */
export async function selectLearnersOfAwards(
  connection: Connection,
  issuerId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await connection
    .selectDistinct({ learnerId: awards.learnerId })
    .from(awards)
    .where(and(eq(awards.issuerId, issuerId), inArray(awards.id, [...ids])));
  return rows.map(({ learnerId }) => learnerId);
}

export async function lockAwards(tx: Transaction, issuerId: string, ids: readonly string[]): Promise<AwardRow[]> {
  return tx
    .select()
    .from(awards)
    .where(and(eq(awards.issuerId, issuerId), inArray(awards.id, [...ids])))
    .orderBy(asc(awards.id))
    .for('update');
}

export async function insertAward(tx: Transaction, row: AwardRow): Promise<void> {
  await tx.insert(awards).values(row);
}

/** The award now rests on other records, because those it rested on were corrected. */
export async function moveAward(
  tx: Transaction,
  id: string,
  to: Pick<AwardRow, 'achievementId' | 'recordKey' | 'basis' | 'awardedOn' | 'validUntil'>,
): Promise<void> {
  await tx.update(awards).set(to).where(eq(awards.id, id));
}

export async function countIssue(tx: Transaction, id: string): Promise<void> {
  await tx
    .update(awards)
    .set({ issues: sql`${awards.issues} + 1` })
    .where(eq(awards.id, id));
}

/** Writes the states of awards, each with its reason, in one statement. */
export async function updateAwardStates(
  tx: Transaction,
  rows: readonly Pick<AwardRow, 'id' | 'state' | 'reason' | 'changedAt' | 'withdrawnBecause'>[],
): Promise<void> {
  const states = rows.map(({ id, state, reason, changedAt, withdrawnBecause }) => ({
    id,
    state,
    reason,
    changed_at: changedAt,
    withdrawn_because: withdrawnBecause,
  }));
  await tx.execute(sql`
    update ${awards} award
    set state = new.state, reason = new.reason, changed_at = new.changed_at, withdrawn_because = new.withdrawn_because
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
      as new (id uuid, state text, reason jsonb, changed_at timestamptz, withdrawn_because text)
    where award.id = new.id`);
}

export async function selectOpenProposals(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<ProposalRow[]> {
  return connection
    .select()
    .from(proposals)
    .where(and(eq(proposals.issuerId, issuerId), eq(proposals.learnerId, learnerId), eq(proposals.state, 'proposed')));
}

export async function selectProposals(
  connection: Connection,
  issuerId: string,
  state: ProposalRow['state'] | undefined,
  limit: number,
  after?: string,
) {
  return connection
    .select()
    .from(proposals)
    .where(
      and(
        eq(proposals.issuerId, issuerId),
        state === undefined ? undefined : eq(proposals.state, state),
        after === undefined ? undefined : gt(proposals.id, after),
      ),
    )
    .orderBy(asc(proposals.id))
    .limit(limit);
}

export async function selectProposal(
  connection: Connection,
  issuerId: string,
  id: string,
): Promise<ProposalRow | undefined> {
  const rows = await connection
    .select()
    .from(proposals)
    .where(and(eq(proposals.issuerId, issuerId), eq(proposals.id, id)));
  return rows[0];
}

export async function lockProposal(tx: Transaction, issuerId: string, id: string): Promise<ProposalRow | undefined> {
  const rows = await tx
    .select()
    .from(proposals)
    .where(and(eq(proposals.issuerId, issuerId), eq(proposals.id, id)))
    .for('update');
  return rows[0];
}

export async function insertProposal(tx: Transaction, row: ProposalRow): Promise<void> {
  await tx.insert(proposals).values(row);
}

export async function updateProposal(
  tx: Transaction,
  id: string,
  to: Partial<
    Pick<
      ProposalRow,
      'state' | 'confirmation' | 'sealed' | 'awardId' | 'decidedAt' | 'basis' | 'metOn' | 'achievementId'
    >
  >,
): Promise<void> {
  await tx.update(proposals).set(to).where(eq(proposals.id, id));
}

/** Every proposal that was ever made for a learner. */
export async function selectProposalsOfLearner(
  connection: Connection,
  issuerId: string,
  learnerId: string,
): Promise<ProposalRow[]> {
  return connection
    .select()
    .from(proposals)
    .where(and(eq(proposals.issuerId, issuerId), eq(proposals.learnerId, learnerId)))
    .orderBy(asc(proposals.id));
}

/** Forgets why awards of a learner were withdrawn: somebody may have written about the person. */
export async function clearReasons(tx: Transaction, issuerId: string, learnerId: string): Promise<void> {
  await tx
    .update(awards)
    .set({ reason: null })
    .where(and(eq(awards.issuerId, issuerId), eq(awards.learnerId, learnerId), isNotNull(awards.reason)));
}

export type BadgeSharingRow = typeof badgeSharing.$inferSelect;
export type SharingDefaultRow = typeof sharingDefaults.$inferSelect;

/** What the learner decided about the pages of these badges. */
export async function selectSharing(
  connection: Connection,
  issuerId: string,
  awardIds: readonly string[],
): Promise<BadgeSharingRow[]> {
  if (awardIds.length === 0) return [];
  return connection
    .select()
    .from(badgeSharing)
    .where(and(eq(badgeSharing.issuerId, issuerId), inArray(badgeSharing.awardId, [...awardIds])));
}

/** What these learners decided about the pages of all their badges. */
export async function selectSharingDefaults(
  connection: Connection,
  issuerId: string,
  learnerIds: readonly string[],
): Promise<SharingDefaultRow[]> {
  if (learnerIds.length === 0) return [];
  return connection
    .select()
    .from(sharingDefaults)
    .where(and(eq(sharingDefaults.issuerId, issuerId), inArray(sharingDefaults.learnerId, [...learnerIds])));
}

export async function upsertSharing(tx: Transaction, row: BadgeSharingRow): Promise<void> {
  await tx.insert(badgeSharing).values(row).onConflictDoUpdate({ target: badgeSharing.awardId, set: row });
}

export async function upsertSharingDefault(tx: Transaction, row: SharingDefaultRow): Promise<void> {
  await tx.insert(sharingDefaults).values(row).onConflictDoUpdate({ target: sharingDefaults.learnerId, set: row });
}
