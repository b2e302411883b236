import type { Curriculum, Yardstick } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';
import type { Lookup } from './lookup.ts';
import { checkRole } from './roles.ts';

/** A yardstick asks for something that can be shown, and is the yardstick of the badge that names it. */
export function checkYardsticks(curriculum: Curriculum, items: Lookup): Finding[] {
  return curriculum.yardsticks.flatMap((yardstick, at) => [
    ...checkBadgeOf(yardstick, at, items),
    ...checkDemands(yardstick, at, items),
    ...checkRole(yardstick.requires, ['yardsticks', at, 'requires'], items),
  ]);
}

function checkBadgeOf({ id, badgeId }: Yardstick, at: number, { badges }: Lookup): Finding[] {
  const badge = badges.get(badgeId);
  if (badge === undefined || badge.yardstickId === id) return [];
  const instead = badge.yardstickId ?? 'no yardstick';
  return [finding('badge-of-other-yardstick', ['yardsticks', at, 'badgeId'], `${badgeId} names ${instead}.`)];
}

function checkDemands({ requires }: Yardstick, at: number, { lines }: Lookup): Finding[] {
  const path = ['yardsticks', at, 'requires'];
  if (requires.allStationsOf === undefined && requires.ulos.length === 0) {
    return [
      finding('yardstick-asks-nothing', path, 'A yardstick asks for the stations of a line, for ULOs, or for both.'),
    ];
  }
  const stops = lines.get(requires.allStationsOf ?? '')?.stops.length ?? 0;
  const { mayBeSkipped = 0 } = requires;
  // Of no line nothing can be skipped; skipping a whole line would make a badge of nothing.
  if (mayBeSkipped === 0 || mayBeSkipped < stops || (requires.allStationsOf !== undefined && stops === 0)) return [];
  return [
    finding(
      'more-skips-than-stations',
      [...path, 'mayBeSkipped'],
      `At least one of the ${stops} stations is completed.`,
    ),
  ];
}
