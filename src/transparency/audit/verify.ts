import type { Connection, Database } from '../../platform/database.ts';
import { anchorDigest } from '../log/digest.ts';
import { parseLeaf } from '../log/leaf.ts';
import { linkChecker } from './check-links.ts';
import { chainOf } from './entry-hash.ts';
import type { AuditFinding } from './findings.ts';
import { type LinkPosition, selectAnchors, selectLinks, selectLoneMessages, selectUnlinkedEntries } from './store.ts';

const batch = 1_000;
/** Before every id (RFC 9562 §5.9). */
const nilId = '00000000-0000-0000-0000-000000000000';

/** What was looked at, and what was found to be wrong. */
export interface AuditReport {
  readonly links: number;
  readonly anchors: number;
  readonly findings: readonly AuditFinding[];
}

/**
 * Checks the whole audit log, in batches: every entry against its link, every link against the one before it, the places of links
 * against gaps, entries without link, messages without entry, and what the public log anchors against what is there.
 * One moment of the database is checked, however long it takes; others may write meanwhile.
 */
export async function verifyAudit(on: { readonly database: Database }): Promise<AuditReport> {
  return on.database.transaction(
    async (tx) => {
      const findings: AuditFinding[] = [];
      const links = await checkLinks(tx, findings);
      await checkEntries(tx, findings);
      await checkMessages(tx, findings);
      const anchors = await checkAnchors(tx, findings);
      return { links, anchors, findings };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function checkLinks(connection: Connection, findings: AuditFinding[]): Promise<number> {
  const check = linkChecker();
  const from = (after: LinkPosition) => selectLinks(connection, after, batch);
  let count = 0;
  for (let rows = await from({ chain: '', sequence: 0 }); rows.length > 0; ) {
    for (const { link, entry } of rows) findings.push(...check(link, entry));
    count += rows.length;
    rows = await from(rows.at(-1)?.link ?? { chain: '', sequence: 0 });
  }
  return count;
}

async function checkEntries(connection: Connection, findings: AuditFinding[]): Promise<void> {
  for await (const { id, issuerId } of inBatches((after) => selectUnlinkedEntries(connection, after, batch)))
    findings.push({ kind: 'unlinked-entry', chain: chainOf({ issuerId }), id });
}

async function checkMessages(connection: Connection, findings: AuditFinding[]): Promise<void> {
  for await (const { id, issuerId } of inBatches((after) => selectLoneMessages(connection, after, batch)))
    findings.push({ kind: 'lone-message', chain: chainOf({ issuerId }), id });
}

async function checkAnchors(connection: Connection, findings: AuditFinding[]): Promise<number> {
  let count = 0;
  for await (const anchor of inBatches((after) => selectAnchors(connection, after, batch))) {
    const { id, chain, sequence, salt, digest, linkHash, leaf } = anchor;
    count += 1;
    // What counts is the leaf, which others have seen; the row beside it is ours alone.
    const published = leaf === null ? digest : parseLeaf(leaf).digest;
    if (linkHash === null) findings.push({ kind: 'cut-tail', chain, sequence, id });
    else if (salt === null || !anchorDigest(salt, linkHash).equals(published))
      findings.push({ kind: 'anchor-mismatch', chain, sequence, id });
  }
  return count;
}

async function* inBatches<Row extends { id: string }>(read: (after: string) => Promise<Row[]>): AsyncGenerator<Row> {
  for (let rows = await read(nilId); rows.length > 0; rows = await read(rows.at(-1)?.id ?? nilId)) yield* rows;
}
