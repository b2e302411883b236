import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { issuers } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

const issuerId = () =>
  uuid('issuer_id')
    .notNull()
    .references(() => issuers.id);

/** How far the outbox has been read, one row a reader: the last message that was taken, in the order of `outbox_messages`. */
export const outboxCursors = pgTable('outbox_cursors', {
  reader: text('reader').primaryKey(),
  transaction: transactionId('transaction').notNull(),
  messageId: uuid('message_id').notNull(),
});

/** Deleted ones are kept for the deliveries that name them. */
export type EndpointState = 'active' | 'disabled' | 'deleted';

/** Where an issuer wants to be told by HTTP. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    url: text('url').notNull(),
    description: text('description'),
    /** Null: every kind. */
    kinds: text('kinds').array(),
    state: text('state').$type<EndpointState>().notNull(),
    /** Why it is disabled: the receiver answered 410, or the issuer did it. */
    disabledBecause: text('disabled_because').$type<'gone' | 'issuer'>(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [index('webhook_endpoints_issuer').on(table.issuerId, table.id)],
);

/** What messages to an endpoint are signed with. One that was rotated away signs along until it expires. */
export const webhookSecrets = pgTable(
  'webhook_secrets',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id),
    /** The secret under a data key of its own, and that data key under the key-encryption key (AES-256-GCM both). */
    secretCiphertext: bytes('secret_ciphertext').notNull(),
    wrappedDataKey: bytes('wrapped_data_key').notNull(),
    keyEncryptionKeyId: text('key_encryption_key_id').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
  },
  (table) => [index('webhook_secrets_endpoint').on(table.issuerId, table.endpointId)],
);

/** What an issuer says about mail to its learners. No row: mail is sent, and answers go to nobody. */
export const mailSettings = pgTable('mail_settings', {
  issuerId: uuid('issuer_id')
    .primaryKey()
    .references(() => issuers.id),
  enabled: boolean('enabled').notNull(),
  replyTo: text('reply_to'),
  changedAt: instant('changed_at').notNull(),
});

export const channels = ['mail', 'webhook'] as const;
export type Channel = (typeof channels)[number];

/** pending → sending → delivered; sending → failed (tried again) → sending; → dead (given up), cancelled (not wanted any more). */
export const deliveryStates = ['pending', 'sending', 'delivered', 'failed', 'dead', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What is to be told to whom: one row a receiver. This is the truth about it; a job only wakes somebody who looks here (decision 0015). */
export const deliveries = pgTable(
  'deliveries',
  {
    issuerId: issuerId(),
    id: uuid('id').primaryKey(),
    /** The order in which they were made. Ids of several replicas are not in order. */
    position: bigint('position', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** The outbox message; of a mail that tells of several, the first of them. */
    messageId: uuid('message_id').notNull(),
    messageIds: uuid('message_ids').array().notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    /** Null for mail: whom it goes to follows from the subject. */
    endpointId: uuid('endpoint_id'),
    /** What must be told in order: the subject of the message; of a mail `learner:<id>`. */
    subject: text('subject').notNull(),
    kind: text('kind').notNull(),
    awardIds: uuid('award_ids').array().notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    attempts: integer('attempts').notNull(),
    /** When it may be tried (again). While it is being sent: when whoever sends it is taken for dead. */
    nextAttemptAt: instant('next_attempt_at').notNull(),
    /** A word of ours, such as `503` or `timed-out`; nothing that the receiver wrote. */
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (table) => [
    // Exactly one delivery of a message to a receiver, however often the outbox is read.
    unique('deliveries_once').on(table.messageId, table.channel, table.endpointId).nullsNotDistinct(),
    foreignKey({ columns: [table.endpointId], foreignColumns: [webhookEndpoints.id] }),
    index('deliveries_due').on(table.nextAttemptAt).where(sql`state in ('pending', 'sending', 'failed')`),
    index('deliveries_line')
      .on(table.channel, table.endpointId, table.subject, table.position)
      .where(sql`state in ('pending', 'sending', 'failed')`),
    index('deliveries_issuer').on(table.issuerId, table.id),
    index('deliveries_endpoint').on(table.endpointId, table.id),
    index('deliveries_settled').on(table.settledAt),
    index('deliveries_messages').using('gin', table.messageIds),
    index('deliveries_awards').using('gin', table.awardIds),
  ],
);
