export { catalogueRoutes } from './routes.ts';
export type { Skill } from './schema.ts';
export { findSkillsByUri } from './skills.ts';
