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
  const at = on.clock.now();
  const { issuerId, kind, subject } = happening;
  await tx.insert(auditEntries).values({
    id: on.ids.next(),
    issuerId,
    at,
    actor: caller.actor,
    requestId: caller.requestId,
    action: kind,
    subject,
    beforeDigest: happening.before === undefined ? null : digestOf(happening.before),
    afterDigest: happening.after === undefined ? null : digestOf(happening.after),
  });
  await tx
    .insert(outboxMessages)
    .values({ id: on.ids.next(), issuerId, at, kind, subject, payload: happening.payload ?? {} });
  afterCommit(() => on.metrics?.happened(kind));
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
