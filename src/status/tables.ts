import { customType, foreignKey, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { issuers } from '../issuers/tables.ts';
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
    /** The list as it was last signed, and the version that it shows. */
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
  },
  (table) => [
    primaryKey({ columns: [table.listId, table.index] }),
    foreignKey({ columns: [table.listId], foreignColumns: [statusLists.id] }),
  ],
);
