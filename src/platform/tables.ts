import { sql } from 'drizzle-orm';
import { customType, index, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

/** When something happened, to the millisecond, in UTC. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** Who did what, when. Rows are only added (a trigger refuses update and delete). Digests, never contents. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    issuerId: uuid('issuer_id'),
    id: uuid('id').primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    requestId: text('request_id').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    beforeDigest: text('before_digest'),
    afterDigest: text('after_digest'),
  },
  (table) => [
    index('audit_entries_subject').on(table.subject),
    index('audit_entries_issuer').on(table.issuerId, table.id),
  ],
);

/** Number of the transaction that wrote a row (PostgreSQL `xid8`, never reused). */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/** What happened and must be told: written with the fact, read by `GET /v1/events` and by deliveries. Never personal data. */
export const outboxMessages = pgTable(
  'outbox_messages',
  {
    issuerId: uuid('issuer_id'),
    id: uuid('id').primaryKey(),
    /** Readers go by this: ids are made before commit, so a later id can be visible first. */
    transaction: transactionId('transaction').notNull().default(sql`pg_current_xact_id()`),
    at: instant('at').notNull(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull().default(sql`'{}'::jsonb`),
  },
  (table) => [
    index('outbox_messages_issuer').on(table.issuerId, table.transaction, table.id),
    // The relay reads all issuers together, twice a second.
    index('outbox_messages_order').on(table.transaction, table.id),
    index('outbox_messages_subject').on(table.issuerId, table.subject),
  ],
);

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/**
 * Answers that were given to an `Idempotency-Key`, written with the facts they tell of. Neither key nor answer can be read from here: both are
 * sealed under what only the caller has (`idempotency.ts`).
 */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** Null for the operator. */
    issuerId: uuid('issuer_id'),
    /** SHA-256 (hex) of the key. */
    keyHash: text('key_hash').notNull(),
    salt: bytes('salt').notNull(),
    /** HMAC of method, address and body, to tell a repetition from another request. */
    requestDigest: text('request_digest').notNull(),
    /** The sealed answer; null only while the transaction that makes it is open. */
    answer: bytes('answer'),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    unique('idempotency_keys_key').on(table.issuerId, table.keyHash).nullsNotDistinct(),
    index('idempotency_keys_expiry').on(table.expiresAt),
  ],
);
