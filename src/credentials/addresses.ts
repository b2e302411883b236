import { achievementUrl as addressOfAchievement } from '../curriculum/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Language } from '../platform/text.ts';

type On = Pick<Deps, 'config'>;

/** The address of a badge. It ends with the id of the award, so that one id names a badge at every door. */
export function badgeUrl(on: On, awardId: string): string {
  return `${on.config.publicBaseUrl}/credentials/${awardId}`;
}

/** The page of an achievement version; with a language, the id of that achievement inside badges of that language. */
export function achievementUrl(on: On, achievementId: string, language?: Language): string {
  const address = addressOfAchievement(on.config.publicBaseUrl, achievementId);
  return language === undefined ? address : `${address}/${language}`;
}

export function achievementImageUrl(on: On, achievementId: string): string {
  return `${achievementUrl(on, achievementId)}/image.svg`;
}

/** Where a skill level 1–5 is explained. */
export function skillLevelUrl(on: On, level: number): string {
  return `${on.config.publicBaseUrl}/skill-levels#${level}`;
}
