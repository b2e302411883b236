import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { issuers } from '../issuers/tables.ts';
import { instant } from '../platform/tables.ts';
import type { AchievementDefinition, BadgeKind } from './achievement-definition.ts';

/** What has versions of its own. */
export const itemKinds = ['station', 'line', 'ulo', 'rubric', 'yardstick'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Draft and validated may still change; published and superseded never do (a trigger is the second wall). */
export type ItemState = 'draft' | 'validated' | 'published' | 'superseded';

/** Every document as it was sent, one row a revision: what is read back. Text, so that the order of its members stays. */
export const curriculumDocuments = pgTable(
  'curriculum_documents',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    revision: integer('revision').notNull(),
    content: text('content').notNull(),
    digest: text('digest').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('curriculum_documents_revision').on(table.issuerId, table.revision)],
);

/** Versions of stations, lines, ULOs, rubrics and yardsticks, as they stood in the document. */
export const curriculumItems = pgTable(
  'curriculum_items',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    kind: text('kind').$type<ItemKind>().notNull(),
    ref: text('ref').notNull(),
    version: integer('version').notNull(),
    state: text('state').$type<ItemState>().notNull(),
    content: jsonb('content').$type<Record<string, unknown>>().notNull(),
    digest: text('digest').notNull(),
    createdAt: instant('created_at').notNull(),
    publishedAt: instant('published_at'),
  },
  (table) => [
    unique('curriculum_items_version').on(table.issuerId, table.kind, table.ref, table.version),
    index('curriculum_items_page').on(table.issuerId, table.kind, table.id),
  ],
);

/** Achievement versions: what awards and credentials point at, for ever. */
export const achievements = pgTable(
  'achievements',
  {
    issuerId: uuid('issuer_id')
      .notNull()
      .references(() => issuers.id),
    id: uuid('id').primaryKey(),
    ref: text('ref').notNull(),
    version: integer('version').notNull(),
    kind: text('kind').$type<BadgeKind>().notNull(),
    definition: jsonb('definition').$type<AchievementDefinition>().notNull(),
    digest: text('digest').notNull(),
    publishedAt: instant('published_at').notNull(),
    supersededAt: instant('superseded_at'),
  },
  (table) => [
    unique('achievements_version').on(table.issuerId, table.ref, table.version),
    index('achievements_page').on(table.issuerId, table.id),
    // For who certifies a skill, across issuers: a public question, so it must not read every definition.
    index('achievements_skills')
      .using('gin', sql`(${table.definition} -> 'skills') jsonb_path_ops`)
      .where(sql`${table.supersededAt} is null`),
  ],
);
