import { sql } from 'drizzle-orm';
import { customType, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { KeyAlgorithm } from '../openbadges/index.ts';
import type { Scope } from '../platform/auth.ts';
import { instant } from '../platform/tables.ts';
import type { Text } from '../platform/text.ts';
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

/**
 * pending → active → retired, and from each of them → compromised. States only move forward; rows are never deleted, so that a badge of an
 * old key verifies for ever.
 */
export type KeyState = 'pending' | 'active' | 'retired' | 'compromised';

export const signingKeys = pgTable(
  'signing_keys',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    algorithm: text('algorithm').$type<KeyAlgorithm>().notNull(),
    state: text('state').$type<KeyState>().notNull(),
    publicKeyMultibase: text('public_key_multibase').notNull().unique(),
    /** The secret key under a data key of its own, and that data key under the key-encryption key (AES-256-GCM both). */
    secretCiphertext: bytes('secret_ciphertext').notNull(),
    wrappedDataKey: bytes('wrapped_data_key').notNull(),
    keyEncryptionKeyId: text('key_encryption_key_id').notNull(),
    createdAt: instant('created_at').notNull(),
    /** To the whole second, as proofs are dated. Of a pending key the moment for which it is planned, or of making when none is. */
    activatedAt: instant('activated_at').notNull(),
    retiredAt: instant('retired_at'),
    /** When a pending key becomes active by itself; nothing: when somebody says so. */
    activatesAt: instant('activates_at'),
    /** Nothing signed with it from this moment on counts. */
    compromisedSince: instant('compromised_since'),
    /** When that became known here. */
    compromisedAt: instant('compromised_at'),
    reason: jsonb('reason').$type<Text | string>(),
  },
  (table) => [
    uniqueIndex('signing_keys_active').on(table.issuerId, table.algorithm).where(sql`state = 'active'`),
    index('signing_keys_pending').on(table.activatesAt).where(sql`state = 'pending'`),
  ],
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
