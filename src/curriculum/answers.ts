import { z } from 'zod';
import { achievementDefinition, badgeKinds } from './achievement-definition.ts';
import { type ItemKind, itemKinds } from './tables.ts';

const finding = z.object({
  code: z.string().meta({ description: 'A stable word for the rule.' }),
  pointer: z.string().meta({ description: 'JSON Pointer into the document, as a URI fragment.' }),
  detail: z.string(),
});

const counts = z.object(Object.fromEntries(itemKinds.map((kind) => [kind, z.int()])) as Record<ItemKind, z.ZodInt>);

const achievementLine = z.object({
  id: z.uuid().optional().meta({ description: 'Absent in a dry run, for a version that would be new.' }),
  ref: z.string(),
  version: z.int(),
  kind: z.enum(badgeKinds),
  url: z.url().optional(),
  isNew: z.boolean(),
});

/** What came of a curriculum document. */
export const publication = z
  .object({
    revision: z.int().meta({ description: 'Counts up with every change; the ETag of GET /v1/curriculum.' }),
    unchanged: z.boolean().meta({ description: 'The same document as before: nothing was written.' }),
    dryRun: z.boolean(),
    published: counts.meta({ description: 'How many new versions were published, by kind.' }),
    drafts: counts.meta({ description: 'How many items wait: drafts, and what rests on drafts.' }),
    achievements: z.array(achievementLine).meta({ description: 'What is awarded from now on.' }),
    withdrawn: z
      .array(achievementLine)
      .meta({ description: 'What is no longer awarded; badges that exist stay valid.' }),
    warnings: z.array(finding),
    ignored: z
      .array(z.string())
      .meta({ description: 'Sections about people: not stored here, report them with POST /v1/completions.' }),
  })
  .meta({ id: 'CurriculumPublication' });
export type Publication = z.infer<typeof publication>;
export type AchievementLine = z.infer<typeof achievementLine>;

/** A stored version of a station, line, ULO, rubric or yardstick. */
export const item = z
  .object({
    id: z.uuid(),
    ref: z.string(),
    version: z.int(),
    state: z.enum(['draft', 'validated', 'published', 'superseded']),
    publishedAt: z.iso.datetime().optional(),
    content: z.looseObject({ id: z.string() }).meta({ description: 'As it stands in the curriculum document.' }),
  })
  .meta({ id: 'CurriculumItem' });
export type ItemAnswer = z.infer<typeof item>;

export const itemWithVersions = item
  .extend({
    versions: z.array(z.object({ version: z.int(), state: item.shape.state })).meta({ description: 'Newest first.' }),
  })
  .meta({ id: 'CurriculumItemWithVersions' });

export const achievement = z
  .object({
    id: z.uuid(),
    ref: z.string(),
    version: z.int(),
    kind: z.enum(badgeKinds),
    url: z.url(),
    name: achievementDefinition.shape.name,
    publishedAt: z.iso.datetime(),
    supersededAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'AchievementVersion' });
export type AchievementAnswer = z.infer<typeof achievement>;

export const achievementWithDefinition = achievement
  .extend({ definition: achievementDefinition })
  .meta({ id: 'AchievementVersionWithDefinition' });
