import { type AuditEntry, beginningOf, chainOf, entryHash, linkHash } from './entry-hash.ts';
import type { AuditFinding, AuditFindingKind } from './findings.ts';

/** A link as it is stored. */
export interface StoredLink {
  readonly chain: string;
  readonly sequence: number;
  readonly entryId: string;
  readonly entryHash: Buffer;
  readonly linkHash: Buffer;
}

/** Checks links one after the other, in the order of their chains; remembers only the one before. */
export function linkChecker(): (link: StoredLink, entry: AuditEntry | null) => AuditFinding[] {
  let before: StoredLink | undefined;
  return (link, entry) => {
    const previous = before?.chain === link.chain ? before : undefined;
    before = link;
    const wrong: AuditFindingKind[] = [];
    // After a finding we go on from what is stored, so that one forgery is reported once and not for every link behind it.
    if (link.sequence !== (previous?.sequence ?? 0) + 1) wrong.push('gap');
    else if (!link.linkHash.equals(linkHash(previous?.linkHash ?? beginningOf(link.chain), link.entryHash)))
      wrong.push('broken-link');
    if (entry === null) wrong.push('missing-entry');
    else if (!entryHash(entry).equals(link.entryHash)) wrong.push('altered-entry');
    else if (chainOf(entry) !== link.chain) wrong.push('wrong-chain');
    return wrong.map((kind) => ({ kind, chain: link.chain, sequence: link.sequence, id: link.entryId }));
  };
}
