import { sql } from 'drizzle-orm';
import { customType, foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { issuers, signingKeys } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** `valid` is a bit of 0; `suspended` and `revoked` are both a bit of 1, because purpose `revocation` is the only one that all verifiers read. */
export type EntryState = 'valid' | 'suspended' | 'revoked';

/** One Bitstring Status List: a URL of its own, filled with the badges of one issuer. `version` counts its change-sets. */
export const statusLists = pgTable(
  'status_lists',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    number: integer('number').notNull(),
    url: text('url').notNull().unique(),
    length: integer('length').notNull(),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
    /** What the first release published here; `status_publications` took its place, and these three are no longer read. */
    publishedVersion: integer('published_version'),
    publishedAt: instant('published_at'),
    publishedBytes: bytes('published_bytes'),
  },
  (table) => [unique('status_lists_number').on(table.issuerId, table.number)],
);

/** One entry per credential; the primary key is what keeps two credentials from sharing a bit. */
export const statusEntries = pgTable(
  'status_entries',
  {
    issuerId: uuid('issuer_id').notNull(),
    listId: uuid('list_id').notNull(),
    index: integer('index').notNull(),
    state: text('state').$type<EntryState>().notNull(),
    changedAt: instant('changed_at').notNull(),
    /** The place of the newer issue of the same badge, when this bit was set because the badge was issued again. */
    replacedByListId: uuid('replaced_by_list_id'),
    replacedByIndex: integer('replaced_by_index'),
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.index] }),
    foreignKey({ columns: [table.listId], foreignColumns: [statusLists.id] }),
    foreignKey({
      name: 'status_entries_replaced_by',
      columns: [table.replacedByListId, table.replacedByIndex],
      foreignColumns: [table.listId, table.index],
    }),
    // Signing a list reads the bits that are set, which are few of many.
    index('status_entries_set').on(table.listId, table.index).where(sql`state <> 'valid'`),
  ],
);

/** A list as the world gets it: the bytes that were signed last, the version that they show and the key that signed them. */
export const statusPublications = pgTable('status_publications', {
  issuerId: uuid('issuer_id')
    .notNull()
    .references(() => issuers.id),
  listId: uuid('list_id')
    .primaryKey()
    .references(() => statusLists.id),
  version: integer('version').notNull(),
  signingKeyId: uuid('signing_key_id')
    .notNull()
    .references(() => signingKeys.id),
  signedAt: instant('signed_at').notNull(),
  bytes: bytes('bytes').notNull(),
});
