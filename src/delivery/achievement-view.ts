import { achievementImageUrl, achievementUrl } from '../credentials/index.ts';
import type { Achievement } from '../curriculum/index.ts';
import type { Issuer } from '../issuers/index.ts';
import type { AchievementView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import { type Language, textIn } from '../platform/text.ts';
import { issuerSummary, siteAt } from './badge-view.ts';
import { contentView, lineColourOf, pictureOf } from './content-view.ts';

/** The page of an achievement version: what has to be shown, before anybody has. */
export function achievementView(
  on: Deps,
  achievement: Achievement,
  issuer: Issuer,
  language: Language,
): AchievementView {
  const colour = lineColourOf(achievement.definition);
  const path = new URL(achievementUrl(on, achievement.id)).pathname;
  return {
    site: siteAt(on, path),
    id: achievementUrl(on, achievement.id),
    version: String(achievement.version),
    publishedOn: achievement.publishedAt.toISOString(),
    content: contentView(achievement, language),
    issuer: issuerSummary(issuer, achievement.definition.qualityAssurance, language),
    jsonUrl: `${path}/${achievement.definition.inLanguage}`,
    picture: pictureOf(achievement, textIn(issuer.profile.name, language), language),
    ...(colour !== undefined && { lineColour: colour }),
    imageUrl: achievementImageUrl(on, achievement.id),
  };
}
