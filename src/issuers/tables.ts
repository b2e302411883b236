import { sql } from 'drizzle-orm';
import { customType, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Scope } from '../platform/auth.ts';
import { instant } from '../platform/tables.ts';
import type { IssuerProfile } from './schema.ts';
import type { Role } from './staff/roles.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** An organisation that awards badges: a training provider or an academy (opleider). Its DID never changes. */
export const issuers = pgTable('issuers', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  did: text('did').notNull().unique(),
  profileUrl: text('profile_url').notNull(),
  profile: jsonb('profile').$type<IssuerProfile>().notNull(),
  createdAt: instant('created_at').notNull(),
  changedAt: instant('changed_at').notNull(),
});

/** States only move forward; rows are never deleted, so that a badge of an old key verifies for ever. */
export type KeyState = 'active' | 'retired';

export const signingKeys = pgTable(
  'signing_keys',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    algorithm: text('algorithm').$type<'Ed25519'>().notNull(),
    state: text('state').$type<KeyState>().notNull(),
    publicKeyMultibase: text('public_key_multibase').notNull().unique(),
    /** The secret key under a data key of its own, and that data key under the key-encryption key (AES-256-GCM both). */
    secretCiphertext: bytes('secret_ciphertext').notNull(),
    wrappedDataKey: bytes('wrapped_data_key').notNull(),
    keyEncryptionKeyId: text('key_encryption_key_id').notNull(),
    createdAt: instant('created_at').notNull(),
    activatedAt: instant('activated_at').notNull(),
    retiredAt: instant('retired_at'),
  },
  (table) => [uniqueIndex('signing_keys_one_active').on(table.issuerId).where(sql`state = 'active'`)],
);

/** The key itself is shown once and never stored: only its SHA-256, found by a prefix that is no secret. */
export const apiKeys = pgTable(
  'api_keys',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    prefix: text('prefix').notNull().unique(),
    hash: text('hash').notNull(),
    scopes: jsonb('scopes').$type<Scope[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    /** To the minute, so that using a key is not a write each time. */
    lastUsedAt: instant('last_used_at'),
    /** The key that took its place when it was rotated. */
    replacedBy: uuid('replaced_by'),
  },
  (table) => [index('api_keys_issuer').on(table.issuerId, table.id)],
);

/**
 * A person who works for an issuer and signs in elsewhere (OpenID Connect): only the pseudonym that the identity provider gave them. `name` is what
 * colleagues see in the list, and may be left out.
 */
export const staffMembers = pgTable(
  'staff_members',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    subject: text('subject').notNull(),
    name: text('name'),
    role: text('role').$type<Role>().notNull(),
    createdAt: instant('created_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('staff_members_subject').on(table.issuerId, table.subject).where(sql`removed_at is null`),
    index('staff_members_by_subject').on(table.subject),
  ],
);
