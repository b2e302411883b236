import type { StrictJsonLimits } from '../../openbadges/index.ts';

/** How much of a badge is read (threats.md §2.1). */
export const badgeLimits: StrictJsonLimits = {
  bytes: 256 * 1024,
  depth: 32,
  nodes: 5_000,
  arrayItems: 500,
  stringLength: 65_536,
};

/** How many credentials inside one are judged, all together: each may cost a look-up and a signature. */
export const mostInside = 30;

/** How deep: a learner record, a badge in it, and who vouches for that. */
export const deepestInside = 2;

/** How many different questions one badge may have us ask of the world, so that it can neither keep us busy nor have us flood anybody. */
export const mostQuestions = 40;
