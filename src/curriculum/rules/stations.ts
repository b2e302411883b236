import type { Curriculum, Station } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';
import { type Limits, limitsOf } from './limits.ts';

/** Hours within the limits, and a station never depends on another one. */
export function checkStations(curriculum: Curriculum): Finding[] {
  const limits = limitsOf(curriculum);
  return curriculum.stations.flatMap((station, at) => [
    ...checkHours(station, at, limits),
    ...checkParticipants(station, at),
    ...station.requiresStations.map((_, place) =>
      finding(
        'station-depends-on-station',
        ['stations', at, 'requiresStations', place],
        'A station never depends on another station; name the skills that are needed in priorSkills.',
      ),
    ),
  ]);
}

function checkHours({ hours, studyLoad }: Station, at: number, { hoursPerStation: limit }: Limits): Finding[] {
  const path = ['stations', at, 'hours'];
  const found: Finding[] = [];
  if (hours < limit.min || hours > limit.max) {
    found.push(
      finding('hours-out-of-bounds', path, `A station takes ${limit.min} to ${limit.max} hours, not ${hours}.`),
    );
  } else if (hours < limit.warnBelow || hours > limit.warnAbove) {
    const usual = `${limit.warnBelow} to ${limit.warnAbove}`;
    found.push(finding('unusual-hours', path, `A station usually takes ${usual} hours, not ${hours}.`));
  }
  if (studyLoad !== undefined && Math.abs(hoursOf(studyLoad) - hours) > 0.01) {
    found.push(
      finding('study-load-differs', ['stations', at, 'studyLoad'], `${studyLoad} is not the same as ${hours} hours.`),
    );
  }
  return found;
}

function checkParticipants({ minParticipants = 0, maxParticipants }: Station, at: number): Finding[] {
  return maxParticipants === undefined || minParticipants <= maxParticipants
    ? []
    : [
        finding(
          'participants-reversed',
          ['stations', at, 'maxParticipants'],
          `${maxParticipants} is fewer than the minimum of ${minParticipants} participants.`,
        ),
      ];
}

/** `PT1H30M` → 1.5 */
function hoursOf(studyLoad: string): number {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(studyLoad) ?? [];
  return Number(hours) + Number(minutes) / 60;
}
