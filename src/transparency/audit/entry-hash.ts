import { createHash } from 'node:crypto';

/** An audit entry with all its columns. */
export interface AuditEntry {
  readonly id: string;
  readonly issuerId: string | null;
  readonly at: Date;
  readonly actor: string;
  readonly requestId: string;
  readonly action: string;
  readonly subject: string;
  readonly beforeDigest: string | null;
  readonly afterDigest: string | null;
}

/** The chain of what the operator did for no issuer; every other chain is named after its issuer. */
const operatorChain = 'operator';

/** The chain that an entry belongs to. */
export const chainOf = ({ issuerId }: Pick<AuditEntry, 'issuerId'>): string => issuerId ?? operatorChain;

/**
 * SHA-256 over all columns of an entry, each with its length before it, so that no two entries read alike. The database computes the same
 * (`audit_entry_hash`) as the entry is committed.
 */
export function entryHash(entry: AuditEntry): Buffer {
  const parts = [
    entry.id,
    entry.issuerId,
    entry.at.toISOString(),
    entry.actor,
    entry.requestId,
    entry.action,
    entry.subject,
    entry.beforeDigest,
    entry.afterDigest,
  ];
  return sha256(Buffer.from(`stempel-audit-entry-1,${parts.map(part).join('')}`));
}

/** What the first link of a chain hangs on: the name of the chain, so that it cannot be passed off as another one. */
export const beginningOf = (chain: string): Buffer => sha256(Buffer.from(chain));

/** SHA-256(link hash before ‖ entry hash). */
export const linkHash = (before: Buffer, entry: Buffer): Buffer => sha256(Buffer.concat([before, entry]));

function part(value: string | null): string {
  return value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`;
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
