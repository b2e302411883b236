import { sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from '../platform/tables.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * One link for each audit entry, made by a trigger as the transaction commits. The chain of an issuer has the issuer's id as its name; what
 * the operator did for no issuer has the chain `operator`. Rows are only added.
 */
export const auditLinks = pgTable(
  'audit_links',
  {
    issuerId: uuid('issuer_id'),
    chain: text('chain').notNull(),
    /** 1, 2, 3 … within the chain, without gaps. */
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    entryId: uuid('entry_id').notNull().unique(),
    /** SHA-256 over all columns of the entry; see `audit/entry-hash.ts`. */
    entryHash: bytes('entry_hash').notNull(),
    /** SHA-256(link hash before ‖ entry hash). */
    linkHash: bytes('link_hash').notNull(),
    /** The transaction that wrote the entry; unknown for entries that are older than the chain. */
    transaction: transactionId('transaction'),
  },
  (table) => [
    primaryKey({ columns: [table.chain, table.sequence] }),
    index('audit_links_transaction').on(table.transaction),
  ],
);

/** What a leaf of the public log says happened. */
export type LogKind = 'issued' | 'revoked' | 'suspended' | 'reinstated' | 'audit';

/**
 * What is to be said in the public log, written in the transaction of the fact. This row is private: it knows which credential a leaf is about
 * and holds the salt. Nothing changes afterwards, except that it gets its place in the log, and that its salt can be erased.
 */
export const logEntries = pgTable(
  'log_entries',
  {
    issuerId: uuid('issuer_id'),
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<LogKind>().notNull(),
    credentialId: uuid('credential_id'),
    awardId: uuid('award_id'),
    issue: integer('issue'),
    /** For kind `audit`: which link of which chain is anchored. */
    chain: text('chain'),
    chainSequence: bigint('chain_sequence', { mode: 'number' }),
    salt: bytes('salt'),
    digest: bytes('digest').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Place in the public log; absent for the moment until it is sequenced. */
    leafIndex: bigint('leaf_index', { mode: 'number' }).unique(),
  },
  (table) => [
    index('log_entries_waiting').on(table.id).where(sql`leaf_index is null`),
    // Each of these happens to a credential at most once: a bit is never cleared, and a reinstated award gets a new credential.
    unique('log_entries_credential').on(table.credentialId, table.kind),
    unique('log_entries_anchor').on(table.chain, table.chainSequence),
    index('log_entries_award').on(table.awardId),
  ],
);

/** The leaves of the public log as they are served. Rows are only added. */
export const logLeaves = pgTable(
  'log_leaves',
  {
    index: bigint('index', { mode: 'number' }).primaryKey(),
    leaf: bytes('leaf').notNull(),
    /** RFC 6962 §2.1: SHA-256(0x00 ‖ leaf). */
    leafHash: bytes('leaf_hash').notNull(),
    sequencedAt: instant('sequenced_at').notNull(),
  },
  (table) => [uniqueIndex('log_leaves_hash').on(table.leafHash)],
);

/** Hashes of full tiles: at level 1 the root of 256 leaves, at level 2 of 256 of those … Rows are only added. */
export const logNodes = pgTable(
  'log_nodes',
  {
    level: integer('level').notNull(),
    index: bigint('index', { mode: 'number' }).notNull(),
    hash: bytes('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.level, table.index] })],
);

/** Every checkpoint that was ever signed; one for a size, so that there cannot be two that disagree. Rows are only added. */
export const logCheckpoints = pgTable('log_checkpoints', {
  size: bigint('size', { mode: 'number' }).primaryKey(),
  rootHash: bytes('root_hash').notNull(),
  signedAt: instant('signed_at').notNull(),
  /** The signed note, byte for byte as it is served. */
  note: text('note').notNull(),
});

/** The key of the log itself: its secret under a data key of its own, and that under the key-encryption key (AES-256-GCM both). */
export const logKeys = pgTable('log_keys', {
  id: uuid('id').primaryKey(),
  /** Origin of the checkpoints and name of the key (c2sp.org/tlog-checkpoint): never changes, also when the address of the service does. */
  origin: text('origin').notNull().unique(),
  /** 32 bytes (RFC 8032 §5.1.5). */
  publicKey: bytes('public_key').notNull(),
  secretCiphertext: bytes('secret_ciphertext').notNull(),
  wrappedDataKey: bytes('wrapped_data_key').notNull(),
  keyEncryptionKeyId: text('key_encryption_key_id').notNull(),
  createdAt: instant('created_at').notNull(),
});
