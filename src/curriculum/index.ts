export type {
  AchievementDefinition,
  BadgeKind,
  DefinedEndorsement,
  DefinedLine,
  DefinedRubric,
  DefinedSkill,
  DefinedStation,
  DefinedUlo,
  DefinedYardstick,
  Organisation,
  Regulation,
} from './achievement-definition.ts';
export { badgeKinds } from './achievement-definition.ts';
export { achievementUrl } from './achievement-url.ts';
export { loadPublished } from './load-published.ts';
export type { Achievement, Expert, PublishedCurriculum } from './published.ts';
export { findAchievement, findAchievementsWithSkill, findUloVersion, listAchievements } from './read.ts';
export { curriculumRoutes } from './routes.ts';
