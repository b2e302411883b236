import type { Achievement, Alignment, ResultDescription } from '../model.ts';
import { compact } from './compact.ts';
import type { AchievementFacts, AlignmentFacts, CriterionFacts } from './facts.ts';
import { buildProfile } from './profile.ts';

/** An Achievement (Open Badges 3.0 §B.2) in one language. */
export function buildAchievement(facts: AchievementFacts): Achievement {
  return compact({
    id: facts.id,
    type: ['Achievement'] as ['Achievement'],
    achievementType: facts.achievementType,
    name: facts.name,
    description: facts.description,
    criteria: { id: facts.criteriaUrl, narrative: facts.criteria },
    humanCode: facts.humanCode,
    image: facts.image && { id: facts.image.url, type: 'Image' as const, caption: facts.image.caption },
    inLanguage: facts.inLanguage,
    version: facts.version,
    creator: facts.creator && buildProfile(facts.creator),
    alignment: facts.alignments.map(buildAlignment),
    related: facts.related.map((related) => compact({ ...related, type: ['Related'] as ['Related'] })),
    resultDescription: facts.criterions.map(buildResultDescription),
    tag: [...new Set(facts.tags)],
  });
}

/** An Alignment (§B.2). `targetFramework` carries the version of the catalogue, because concepts come and go. */
export function buildAlignment(facts: AlignmentFacts): Alignment {
  return compact({ type: ['Alignment'] as ['Alignment'], ...facts });
}

/** A rubric criterion as ResultDescription (§B.3): levels low to high, and the level that is required. */
function buildResultDescription(facts: CriterionFacts): ResultDescription {
  return {
    id: facts.id,
    type: ['ResultDescription'],
    name: facts.name,
    resultType: 'RubricCriterionLevel',
    requiredLevel: facts.requiredLevel,
    rubricCriterionLevel: facts.levels.map(({ id, name, description, level }) => ({
      id,
      type: ['RubricCriterionLevel'],
      name,
      description,
      level: String(level),
    })),
  };
}
