import { sql } from 'drizzle-orm';
import { boolean, customType, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../platform/tables.ts';
import type { CatalogueId, LabelKind, SkillKind } from './schema.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Something per language (`en`, `nl`, …). */
export type PerLanguage = Readonly<Record<string, string>>;

/** Every file that was imported; `issuer_id` is null for the shared catalogues. Rows are only added. */
export const catalogueImports = pgTable(
  'catalogue_imports',
  {
    issuerId: uuid('issuer_id'),
    id: uuid('id').primaryKey(),
    catalogue: text('catalogue').$type<CatalogueId>().notNull(),
    version: text('version').notNull(),
    /** Null where one file holds all languages. */
    language: text('language'),
    fileName: text('file_name').notNull(),
    /** SHA-256 (hex) of the unpacked file, by which the same file is known again. */
    digest: text('digest').notNull(),
    importedAt: instant('imported_at').notNull(),
    /** Whether the file said which concepts exist, or only what they are called in one more language. */
    definesConcepts: boolean('defines_concepts').notNull(),
    records: integer('records').notNull(),
    added: integer('added').notNull(),
    changed: integer('changed').notNull(),
    retired: integer('retired').notNull(),
    skipped: integer('skipped').notNull(),
  },
  (table) => [index('catalogue_imports_catalogue').on(table.issuerId, table.catalogue, table.id)],
);

/** A concept of a catalogue: a skill, a piece of knowledge, … Never deleted, so that an old badge's URI resolves for ever. */
export const skills = pgTable(
  'skills',
  {
    issuerId: uuid('issuer_id'),
    id: uuid('id').primaryKey(),
    catalogue: text('catalogue').$type<CatalogueId>().notNull(),
    /** Byte-exact as in the file: a URI is compared, never tidied. */
    uri: text('uri').notNull(),
    code: text('code'),
    kind: text('kind').$type<SkillKind>().notNull(),
    broader: text('broader'),
    /** The catalogue versions whose file held this concept, oldest first. */
    versions: text('versions').array().notNull(),
    /** The first version that no longer held it. */
    retiredIn: text('retired_in'),
    /** Preferred labels. */
    labels: jsonb('labels').$type<PerLanguage>().notNull(),
    descriptions: jsonb('descriptions').$type<PerLanguage>().notNull(),
    /** Digest of the wording per language, so that an import writes only what changed. */
    digests: jsonb('digests').$type<PerLanguage>().notNull(),
  },
  (table) => [
    unique('skills_uri').on(table.issuerId, table.uri).nullsNotDistinct(),
    index('skills_catalogue').on(table.issuerId, table.catalogue),
  ],
);

/** What the search looks through: every label of every concept, with its words. */
export const skillLabels = pgTable(
  'skill_labels',
  {
    issuerId: uuid('issuer_id'),
    skillId: uuid('skill_id')
      .notNull()
      .references(() => skills.id),
    language: text('language').notNull(),
    kind: text('kind').$type<LabelKind>().notNull(),
    label: text('label').notNull(),
    /** Words in lower case without accents, parted by one space (`search/words.ts`). */
    plain: text('plain').notNull(),
    words: tsvector('words').notNull().generatedAlwaysAs(sql`array_to_tsvector(string_to_array(plain, ' '))`),
  },
  (table) => [
    index('skill_labels_skill').on(table.skillId, table.language),
    // Without the list of pending entries the first searches after an import are as fast as the later ones.
    index('skill_labels_words').using('gin', table.words).with({ fastupdate: false }),
  ],
);

/** The different words of the labels, to find what a mistyped or half-remembered word may stand for. Words are only added. */
export const skillWords = pgTable(
  'skill_words',
  {
    issuerId: uuid('issuer_id'),
    language: text('language').notNull(),
    word: text('word').notNull(),
    /** The word's beginning with letters left out (`search/spelling.ts`); two that share one are at most a typo or two apart. */
    traces: text('traces').array().notNull(),
  },
  (table) => [
    unique('skill_words_word').on(table.issuerId, table.language, table.word).nullsNotDistinct(),
    index('skill_words_traces').using('gin', table.traces).with({ fastupdate: false }),
  ],
);
