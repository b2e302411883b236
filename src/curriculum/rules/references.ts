import type { Curriculum } from '../schema/document.ts';
import { type Finding, finding, type Path } from './findings.ts';
import type { Lookup, Section } from './lookup.ts';

/** One place in the document that names an item of a list. */
export interface Reference {
  readonly id: string | null | undefined;
  readonly path: Path;
  readonly to: Section;
}

/** Every `…Id` must be the id of an item in the right list. */
export function checkReferences(curriculum: Curriculum, items: Lookup): Finding[] {
  return [...references(curriculum), ...owners(curriculum)]
    .filter(({ id, to }) => id !== null && id !== undefined && !items[to].has(id))
    .map(({ id, path, to }) => finding('unknown-reference', path, `There is no ${id} in ${to}.`));
}

/** All references of a curriculum, except to who owns a station. */
export function references(curriculum: Curriculum): Reference[] {
  return [
    ...curriculum.ulos.flatMap(ofUlo),
    ...curriculum.rubrics.flatMap(ofRubric),
    ...curriculum.stations.flatMap(ofStation),
    ...curriculum.lines.flatMap(ofLine),
    ...ofMap(curriculum),
    ...curriculum.badges.flatMap(ofBadge),
    ...curriculum.yardsticks.flatMap(ofYardstick),
    ...curriculum.endorsements.flatMap(({ endorserId, badgeId }, at): Reference[] => [
      { id: endorserId, path: ['endorsements', at, 'endorserId'], to: 'endorsers' },
      { id: badgeId, path: ['endorsements', at, 'badgeId'], to: 'badges' },
    ]),
  ];
}

function each(ids: readonly string[], path: Path, to: Section): Reference[] {
  return ids.map((id, place) => ({ id, path: [...path, place], to }));
}

/** The academy itself may own a station or take part in it. */
function owners({ stations, academy }: Curriculum): Reference[] {
  return stations
    .flatMap(({ ownerId, partnerIds }, at): Reference[] => [
      { id: ownerId, path: ['stations', at, 'ownerId'], to: 'providers' },
      ...each(partnerIds, ['stations', at, 'partnerIds'], 'providers'),
    ])
    .filter(({ id }) => id !== academy.id);
}

function ofUlo(ulo: Curriculum['ulos'][number], at: number): Reference[] {
  return [
    ...each(ulo.skills, ['ulos', at, 'skills'], 'skills'),
    ...each(ulo.knowledge, ['ulos', at, 'knowledge'], 'skills'),
    { id: ulo.regulationId, path: ['ulos', at, 'regulationId'], to: 'regulations' },
    { id: ulo.rubricId, path: ['ulos', at, 'rubricId'], to: 'rubrics' },
    ...ulo.validations.map(
      ({ expertId }, place): Reference => ({
        id: expertId,
        path: ['ulos', at, 'validations', place, 'expertId'],
        to: 'experts',
      }),
    ),
  ];
}

function ofRubric({ uloId, criteria }: Curriculum['rubrics'][number], at: number): Reference[] {
  return [
    { id: uloId, path: ['rubrics', at, 'uloId'], to: 'ulos' },
    ...criteria.map(
      ({ componentId }, place): Reference => ({
        id: componentId,
        path: ['rubrics', at, 'criteria', place, 'componentId'],
        to: 'skills',
      }),
    ),
  ];
}

function ofStation({ uloIds, priorSkills }: Curriculum['stations'][number], at: number): Reference[] {
  return [
    ...each(uloIds, ['stations', at, 'uloIds'], 'ulos'),
    ...each(priorSkills, ['stations', at, 'priorSkills'], 'skills'),
  ];
}

function ofLine({ targetGroupId, stops }: Curriculum['lines'][number], at: number): Reference[] {
  return [
    { id: targetGroupId, path: ['lines', at, 'targetGroupId'], to: 'targetGroups' },
    ...stops.map(
      ({ stationId }, place): Reference => ({
        id: stationId,
        path: ['lines', at, 'stops', place, 'stationId'],
        to: 'stations',
      }),
    ),
  ];
}

function ofMap({ metroMap }: Curriculum): Reference[] {
  return [
    ...each(metroMap?.lineIds ?? [], ['metroMap', 'lineIds'], 'lines'),
    ...each(metroMap?.connectionStationIds ?? [], ['metroMap', 'connectionStationIds'], 'stations'),
  ];
}

function ofBadge(badge: Curriculum['badges'][number], at: number): Reference[] {
  return [
    { id: badge.stationId, path: ['badges', at, 'stationId'], to: 'stations' },
    { id: badge.uloId, path: ['badges', at, 'uloId'], to: 'ulos' },
    ...each(badge.componentIds ?? [], ['badges', at, 'componentIds'], 'skills'),
    { id: badge.lineId, path: ['badges', at, 'lineId'], to: 'lines' },
    { id: badge.yardstickId, path: ['badges', at, 'yardstickId'], to: 'yardsticks' },
    { id: badge.regulationId, path: ['badges', at, 'regulationId'], to: 'regulations' },
  ];
}

function ofYardstick({ badgeId, requires }: Curriculum['yardsticks'][number], at: number): Reference[] {
  return [
    { id: badgeId, path: ['yardsticks', at, 'badgeId'], to: 'badges' },
    { id: requires.allStationsOf, path: ['yardsticks', at, 'requires', 'allStationsOf'], to: 'lines' },
    { id: requires.regulationId, path: ['yardsticks', at, 'requires', 'regulationId'], to: 'regulations' },
    ...requires.ulos.map(
      ({ uloId }, place): Reference => ({
        id: uloId,
        path: ['yardsticks', at, 'requires', 'ulos', place, 'uloId'],
        to: 'ulos',
      }),
    ),
  ];
}
