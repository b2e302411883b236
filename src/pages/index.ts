/** The front door of the pages: views in, HTML, SVG and style sheets out. Pure; knows no database, no network and no clock. */
export { renderAchievementPage } from './achievement-page.ts';
export { type Asset, findAsset } from './assets.ts';
export { renderBadgeImage } from './badge-image/badge-image.ts';
export { renderBadgePage } from './badge-page.ts';
export { contentSecurityPolicy, scriptingPolicy } from './content-security-policy.ts';
export { formatDate } from './dates.ts';
export { renderHomePage } from './home-page.ts';
export { type Html, html, trusted } from './html.ts';
export { renderIssuerPage } from './issuer-page.ts';
export { renderKeyPage } from './key-page.ts';
export { renderOwnErasurePage, renderOwnPage } from './own-page.ts';
export type * from './own-views.ts';
export { type OwnDeed, ownDeeds } from './own-views.ts';
export { renderProblemPage } from './problem-page.ts';
export { renderSkillLevelsPage } from './skill-levels-page.ts';
export { checkFace, type VerdictFace, verdictFace } from './verdict-face.ts';
export { renderVerifyPage } from './verify-page.ts';
export type * from './views.ts';
