import { createHash } from 'node:crypto';
import { afterCommit } from './after-commit.ts';
import type { Transaction } from './database.ts';
import type { Caller, Deps } from './deps.ts';
import { auditEntries, outboxMessages } from './tables.ts';

/** One thing that was written, as the audit log and the outbox tell it. */
export interface Happening {
  readonly issuerId: string | null;
  /** `<noun>.<past participle>`, for instance `award.revoked`: the audit action and the kind of the outbox message. */
  readonly kind: string;
  /** What it happened to: `award:<uuid>`. */
  readonly subject: string;
  /** State before and after; only their digests are kept. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** What receivers get: ids, URLs and states, never personal data. */
  readonly payload?: Record<string, unknown>;
}

/**
 * Writes the audit entry and the outbox message of a fact, in the transaction of that fact. One function for both, so that
 * a verb cannot do the one and forget the other.
 */
export async function record(tx: Transaction, on: Deps, caller: Caller, happening: Happening): Promise<void> {
  await recordAll(tx, on, caller, [happening]);
}

/** The same for many facts of one transaction, in their order: two statements, however many. */
export async function recordAll(
  tx: Transaction,
  on: Deps,
  caller: Caller,
  happenings: readonly Happening[],
): Promise<void> {
  if (happenings.length === 0) return;
  const at = on.clock.now();
  await tx.insert(auditEntries).values(
    happenings.map(({ issuerId, kind, subject, before, after }) => ({
      id: on.ids.next(),
      issuerId,
      at,
      actor: caller.actor,
      requestId: caller.requestId,
      action: kind,
      subject,
      beforeDigest: before === undefined ? null : digestOf(before),
      afterDigest: after === undefined ? null : digestOf(after),
    })),
  );
  await tx.insert(outboxMessages).values(
    happenings.map(({ issuerId, kind, subject, payload }) => ({
      id: on.ids.next(),
      issuerId,
      at,
      kind,
      subject,
      payload: payload ?? {},
    })),
  );
  afterCommit(() => {
    for (const { kind } of happenings) on.metrics?.happened(kind);
  });
}

/** SHA-256 (hex) over the JSON form with sorted keys, so that equal states have equal digests. */
export function digestOf(state: unknown): string {
  return createHash('sha256').update(sortedJson(state)).digest('hex');
}

function sortedJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, nested: unknown) =>
      nested !== null && typeof nested === 'object' && !Array.isArray(nested)
        ? Object.fromEntries(Object.entries(nested).sort(([a], [b]) => (a < b ? -1 : 1)))
        : nested,
    ) ?? 'undefined'
  );
}
