import { sql } from 'drizzle-orm';
import { bigint, customType, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { issuers } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

const issuerId = () =>
  uuid('issuer_id')
    .notNull()
    .references(() => issuers.id);

/** How something is told to somebody outside. */
export type ChannelName = 'mail' | 'webhook';

/**
 * pending → sending → delivered; a failed attempt goes back to pending with a later time, and to dead after the last one. Cancelled: the receiver is
 * not there any more. Sending ends by itself when its lease has run out, because whoever sent may have died.
 */
export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'dead' | 'cancelled';

/** One telling of one or several messages to one receiver; no address and no content, only who and what it is about. */
export const deliveries = pgTable(
  'deliveries',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    channel: text('channel').$type<ChannelName>().notNull(),
    /** Id of the webhook endpoint, or of the learner. */
    receiver: uuid('receiver').notNull(),
    /** The first message it tells of; with channel and receiver it says which delivery this is. */
    messageId: uuid('message_id').notNull(),
    /** All messages it tells of. */
    messageIds: jsonb('message_ids').$type<readonly string[]>().notNull(),
    kind: text('kind').notNull(),
    /** `award:<id>` …: what one receiver is told about it arrives in order. */
    subject: text('subject').notNull(),
    /** Counts the deliveries: the order in which one receiver is told. */
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity(),
    state: text('state').$type<DeliveryState>().notNull(),
    attempts: integer('attempts').notNull(),
    /** When it is due; while it is being sent, when the lease of the sender ends. */
    nextAttemptAt: instant('next_attempt_at').notNull(),
    /** Why the last attempt failed, without anything personal. */
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    unique('deliveries_message').on(table.messageId, table.channel, table.receiver),
    index('deliveries_due').on(table.nextAttemptAt).where(sql`state in ('pending', 'sending')`),
    index('deliveries_open')
      .on(table.receiver, table.subject, table.sequence)
      .where(sql`state in ('pending', 'sending')`),
    index('deliveries_issuer').on(table.issuerId, table.id),
    index('deliveries_messages').using('gin', table.messageIds),
    index('deliveries_finished').on(table.finishedAt),
  ],
);

/** How far the outbox has been turned into deliveries: one row. */
export const outboxCursor = pgTable('outbox_cursor', {
  /** Always 1. */
  id: integer('id').primaryKey(),
  transaction: transactionId('transaction').notNull(),
  messageId: uuid('message_id').notNull(),
});

/** Where an issuer wants to be told by HTTP (Standard Webhooks). */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    url: text('url').notNull(),
    /** Kinds of events that it gets; null: all. */
    kinds: jsonb('kinds').$type<readonly string[]>(),
    state: text('state').$type<'active' | 'disabled' | 'removed'>().notNull(),
    /** Secrets with their ends, the newest first, sealed under a data key of their own. */
    secretsCiphertext: bytes('secrets_ciphertext').notNull(),
    wrappedDataKey: bytes('wrapped_data_key').notNull(),
    keyEncryptionKeyId: text('key_encryption_key_id').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    /** Why it was disabled: by its owner, or because it answered 410. */
    disabledBecause: text('disabled_because').$type<'owner' | 'gone'>(),
  },
  (table) => [index('webhook_endpoints_issuer').on(table.issuerId, table.id)],
);

/** Whether an issuer wants its learners to get mails, and where they answer to. No row: yes, where the service can send any. */
export const mailSettings = pgTable('mail_settings', {
  issuerId: issuerId().primaryKey(),
  enabled: text('enabled').$type<'yes' | 'no'>().notNull(),
  replyTo: text('reply_to'),
  changedAt: instant('changed_at').notNull(),
});
