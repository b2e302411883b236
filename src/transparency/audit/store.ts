import { and, asc, eq, getTableColumns, gt, isNotNull, sql } from 'drizzle-orm';
import type { Connection } from '../../platform/database.ts';
import { auditEntries, outboxMessages } from '../../platform/tables.ts';
import { auditLinks, logEntries, logLeaves } from '../tables.ts';

/** Where a batch begins: after this link. */
export interface LinkPosition {
  readonly chain: string;
  readonly sequence: number;
}

const { issuerId, ...beginningWithId } = getTableColumns(auditEntries);

/** Links in the order of their chains, each with its entry, if that is still there. */
export async function selectLinks(connection: Connection, after: LinkPosition, limit: number) {
  return (
    connection
      // The id comes first: drizzle takes a joined row for absent when its first column is null.
      .select({ link: auditLinks, entry: { ...beginningWithId, issuerId } })
      .from(auditLinks)
      .leftJoin(auditEntries, eq(auditEntries.id, auditLinks.entryId))
      .where(sql`(${auditLinks.chain}, ${auditLinks.sequence}) > (${after.chain}, ${after.sequence})`)
      .orderBy(asc(auditLinks.chain), asc(auditLinks.sequence))
      .limit(limit)
  );
}

export async function selectUnlinkedEntries(connection: Connection, after: string, limit: number) {
  return connection
    .select({ id: auditEntries.id, issuerId: auditEntries.issuerId })
    .from(auditEntries)
    .where(
      and(
        gt(auditEntries.id, after),
        sql`not exists (select from ${auditLinks} where ${auditLinks.entryId} = ${auditEntries.id})`,
      ),
    )
    .orderBy(asc(auditEntries.id))
    .limit(limit);
}

/** Messages without an audit entry of their transaction; entries that are older than the chain are known by what they say. */
export async function selectLoneMessages(connection: Connection, after: string, limit: number) {
  return connection
    .select({ id: outboxMessages.id, issuerId: outboxMessages.issuerId })
    .from(outboxMessages)
    .where(
      and(
        gt(outboxMessages.id, after),
        sql`not exists (select from ${auditLinks} where ${auditLinks.transaction} = ${outboxMessages.transaction})`,
        sql`not exists (
          select from ${auditEntries} join ${auditLinks} on ${auditLinks.entryId} = ${auditEntries.id} and ${auditLinks.transaction} is null
          where ${auditEntries.subject} = ${outboxMessages.subject} and ${auditEntries.action} = ${outboxMessages.kind}
            and ${auditEntries.at} = ${outboxMessages.at} and ${auditEntries.issuerId} is not distinct from ${outboxMessages.issuerId})`,
      ),
    )
    .orderBy(asc(outboxMessages.id))
    .limit(limit);
}

/** What the public log holds of the chains, with the link that is in that place now. */
export async function selectAnchors(connection: Connection, after: string, limit: number) {
  return connection
    .select({
      id: logEntries.id,
      chain: sql<string>`${logEntries.chain}`,
      sequence: sql<number>`${logEntries.chainSequence}`.mapWith(logEntries.chainSequence),
      salt: logEntries.salt,
      digest: logEntries.digest,
      linkHash: auditLinks.linkHash,
      leaf: logLeaves.leaf,
    })
    .from(logEntries)
    .leftJoin(
      auditLinks,
      and(eq(auditLinks.chain, logEntries.chain), eq(auditLinks.sequence, logEntries.chainSequence)),
    )
    .leftJoin(logLeaves, eq(logLeaves.index, logEntries.leafIndex))
    .where(and(gt(logEntries.id, after), isNotNull(logEntries.chain)))
    .orderBy(asc(logEntries.id))
    .limit(limit);
}

/** The last link of each chain that has grown since its last anchor, if that was made at `before` or earlier. */
export async function selectGrownChains(connection: Connection, before: Date) {
  // From the last chain to the one before it, and so on: as many steps as there are chains, however long they are.
  const { rows } = await connection.execute<{
    chain: string;
    issuer: string | null;
    sequence: string;
    hash: Buffer;
  }>(sql`
    with recursive ends as (
      (select chain, issuer_id, sequence, link_hash from ${auditLinks} order by chain desc, sequence desc limit 1)
      union all
      select link.* from ends, lateral (
        select chain, issuer_id, sequence, link_hash from ${auditLinks} link
        where link.chain < ends.chain order by link.chain desc, link.sequence desc limit 1
      ) link
    )
    select ends.chain, ends.issuer_id as issuer, ends.sequence, ends.link_hash as hash from ends
    left join lateral (
      select anchor.chain_sequence, anchor.created_at from ${logEntries} anchor
      where anchor.chain = ends.chain order by anchor.chain_sequence desc limit 1
    ) last on true
    where last.chain_sequence is null
       or (last.chain_sequence < ends.sequence and last.created_at <= ${before.toISOString()}::timestamptz)`);
  return rows.map(({ chain, issuer, sequence, hash }) => ({
    chain,
    issuerId: issuer,
    sequence: Number(sequence),
    linkHash: hash,
  }));
}
