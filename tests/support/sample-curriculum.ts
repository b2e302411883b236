import { defineAchievements } from '../../src/curriculum/define/achievements.ts';
import { defineParts } from '../../src/curriculum/define/parts.ts';
import { effectiveCurriculum } from '../../src/curriculum/effective.ts';
import type { Achievement, PublishedCurriculum } from '../../src/curriculum/index.ts';
import { lookup } from '../../src/curriculum/rules/lookup.ts';
import { curriculumDocument } from '../../src/curriculum/schema/document.ts';

const nothing = { ulos: new Map(), rubrics: new Map(), stations: new Map(), lines: new Map(), yardsticks: new Map() };

/** What publishing a document leads to, without a database: the curriculum's own functions, as `load-published.ts` uses them. */
export function publishedOf(document: unknown): PublishedCurriculum {
  const { curriculum } = effectiveCurriculum(curriculumDocument.parse(document), nothing);
  const items = lookup(curriculum);
  const parts = defineParts(curriculum, items);
  const issuerId = '00000000-0000-7000-8000-000000000000';
  const achievements = defineAchievements(curriculum, items, parts).map(
    (definition): Achievement => ({
      id: `achievement of ${definition.ref}`,
      issuerId,
      ref: definition.ref,
      version: 1,
      kind: definition.kind,
      definition,
      digest: '',
      publishedAt: new Date('2026-02-02T00:00:00Z'),
      supersededAt: null,
    }),
  );
  return { issuerId, revision: 1, achievements: new Map(achievements.map((one) => [one.ref, one])), ...parts };
}
