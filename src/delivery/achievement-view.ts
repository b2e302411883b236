import { achievementImageUrl, achievementUrl } from '../credentials/index.ts';
import type { Achievement, PublishedCurriculum } from '../curriculum/index.ts';
import type { Issuer } from '../issuers/index.ts';
import type { AchievementView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Language, textIn } from '../platform/text.ts';
import { issuerSummary, siteAt } from './badge-view.ts';
import { contentView, lineColourOf, pictureOf } from './content-view.ts';

/**
 * The page of an achievement version: what has to be shown, before anybody has.
 * @param curriculum tells at which stations a ULO is learnt
 */
export function achievementView(
  on: Deps,
  achievement: Achievement,
  issuer: Issuer,
  curriculum: PublishedCurriculum,
  language: Language,
): AchievementView {
  const colour = lineColourOf(achievement.definition);
  const path = new URL(achievementUrl(on, achievement.id)).pathname;
  return {
    site: siteAt(on, path),
    id: achievementUrl(on, achievement.id),
    version: String(achievement.version),
    publishedOn: achievement.publishedAt.toISOString(),
    content: contentView(achievement, language, stationsOf(achievement, curriculum)),
    issuer: issuerSummary(issuer, achievement.definition.qualityAssurance, language),
    jsonUrl: `${path}/${achievement.definition.inLanguage}`,
    picture: pictureOf(achievement, textIn(issuer.profile.name, language), language),
    ...(colour !== undefined && { lineColour: colour }),
    imageUrl: achievementImageUrl(on, achievement.id),
  };
}

/** The station itself, or those at which the ULO is judged. */
function stationsOf({ definition }: Achievement, curriculum: PublishedCurriculum): string[] {
  if (definition.station !== undefined) return [definition.station.ref];
  const ulo = definition.kind === 'ulo' || definition.kind === 'partial-ulo' ? definition.ulos[0]?.ref : undefined;
  return [...curriculum.stations.values()]
    .filter(({ uloRefs }) => ulo !== undefined && uloRefs.includes(ulo))
    .map(({ ref }) => ref);
}
