import type { Curriculum } from '../schema/document.ts';
import { checkBadges } from './badges.ts';
import type { Finding } from './findings.ts';
import { checkIdentities } from './identities.ts';
import { checkLines } from './lines.ts';
import { lookup } from './lookup.ts';
import { checkReferences } from './references.ts';
import { checkRetired } from './retired.ts';
import { checkRubrics } from './rubrics.ts';
import { checkStations } from './stations.ts';
import { checkUlos } from './ulos.ts';
import { checkYardsticks } from './yardsticks.ts';

/**
 * Lays a whole curriculum beside every rule that needs nothing but the document.
 * @returns what was found, errors and warnings, in the order of the document's parts; empty for a perfect one
 */
export function checkCurriculum(curriculum: Curriculum): Finding[] {
  const items = lookup(curriculum);
  return [
    ...checkIdentities(curriculum),
    ...checkReferences(curriculum, items),
    ...checkRetired(curriculum, items),
    ...checkUlos(curriculum, items),
    ...checkRubrics(curriculum, items),
    ...checkStations(curriculum),
    ...checkLines(curriculum, items),
    ...checkBadges(curriculum, items),
    ...checkYardsticks(curriculum, items),
  ];
}
