import type { Curriculum } from '../schema/document.ts';
import { checkPartials } from './badges.ts';
import { type Finding, finding } from './findings.ts';
import { lookup, type Section } from './lookup.ts';
import { checkReferences } from './references.ts';

/**
 * What is published goes on being awarded while its successor is a draft, so what it refers to must stay in the document.
 * @param effective the published items, see `effectiveCurriculum`
 * @param curriculum the document
 */
export function checkStillNeeded(effective: Curriculum, curriculum: Curriculum): Finding[] {
  const items = lookup(effective);
  return [...checkReferences(effective, items), ...checkPartials(effective, items)]
    .filter(({ path }) => path.at(-1) !== 'badgeId')
    .map(({ path: [section, at], detail }) => {
      const name = section as Section;
      const item = effective[name][Number(at)];
      const place = curriculum[name].findIndex(({ id }) => id === item?.id);
      return finding(
        'still-needed',
        place < 0 ? [name] : [name, place],
        `While a draft is not published, the version before it stays in force, and ${item?.id} needs what is gone. ${detail}`,
      );
    });
}
