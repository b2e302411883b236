import { customType, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { issuers, signingKeys } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';
import type { Language } from '../platform/text.ts';
import { statusEntries } from '../status/tables.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** How the statement is secured: with an embedded proof, or as VC-JWT (Open Badges 3.0 §8.2, §8.3). */
export type CredentialFormat = 'eddsa-rdfc-2022' | 'vc+jwt';

/**
 * Signed statements of awards. What was signed is kept byte for byte, and served so. A re-issue is a new row with the same
 * `url` and a later `validFrom` (openbadges-3.md §2.2); the newest row is the one that is served.
 */
export const credentials = pgTable(
  'credentials',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    /** The award is stored above this room, in the same transaction, right after its credential; so there is no foreign key. */
    awardId: uuid('award_id').notNull(),
    url: text('url').notNull(),
    issue: integer('issue').notNull(),
    language: text('language').$type<Language>().notNull(),
    signingKeyId: uuid('signing_key_id')
      .notNull()
      .references(() => signingKeys.id),
    statusListId: uuid('status_list_id').notNull(),
    statusIndex: integer('status_index').notNull(),
    /** SHA-256 of the facts it states, to tell whether a correction changes anything; an HMAC of it in a sealed row. */
    factsDigest: text('facts_digest').notNull(),
    /** Null once they are sealed. */
    bytes: bytes('bytes'),
    validFrom: instant('valid_from').notNull(),
    /** Whose key `sealed` is under; null in a row that the first release wrote. */
    learnerId: uuid('learner_id'),
    /** The same bytes under the learner's own key. */
    sealed: bytes('sealed'),
    format: text('format').$type<CredentialFormat>().notNull().default('eddsa-rdfc-2022'),
  },
  (table) => [
    unique('credentials_issue_of_format').on(table.awardId, table.format, table.issue),
    // What a compromised key signed is looked for by the key.
    index('credentials_key').on(table.issuerId, table.signingKeyId, table.awardId),
    index('credentials_url').on(table.url),
    unique('credentials_status').on(table.statusListId, table.statusIndex),
    foreignKey({
      columns: [table.statusListId, table.statusIndex],
      foreignColumns: [statusEntries.listId, statusEntries.index],
    }),
  ],
);
