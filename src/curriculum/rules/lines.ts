import type { Curriculum, Line } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';
import { type Limits, limitsOf } from './limits.ts';
import type { Lookup } from './lookup.ts';

/** Number and order of stations, phases, hours; and which stations connect lines. */
export function checkLines(curriculum: Curriculum, items: Lookup): Finding[] {
  const limits = limitsOf(curriculum);
  return [
    ...curriculum.lines.flatMap((line, at) => [
      ...checkLength(line, at, limits),
      ...checkOrder(line, at),
      ...checkPhases(line, at, items),
      ...checkTotal(line, at, items),
    ]),
    ...checkConnections(curriculum),
  ];
}

function checkLength({ stops }: Line, at: number, { stationsPerLine: limit }: Limits): Finding[] {
  const path = ['lines', at, 'stops'];
  const count = stops.length;
  if (count === 0) return [finding('line-without-station', path, 'A line has stations.')];
  if (count > limit.max) {
    return [finding('too-many-stations', path, `A line has at most ${limit.max} stations, not ${count}.`)];
  }
  if (count < limit.warnBelow || count > limit.warnAbove) {
    const usual = `${limit.warnBelow} to ${limit.warnAbove}`;
    return [finding('unusual-number-of-stations', path, `A line usually has ${usual} stations, not ${count}.`)];
  }
  return [];
}

function checkOrder({ stops }: Line, at: number): Finding[] {
  const seen = new Set<string>();
  return stops.flatMap(({ position, stationId }, place) => {
    const path = ['lines', at, 'stops', place];
    const again = seen.has(stationId);
    seen.add(stationId);
    return [
      ...(position === place + 1
        ? []
        : [finding('stops-out-of-order', [...path, 'position'], `This is stop ${place + 1}, not ${position}.`)]),
      ...(again
        ? [finding('station-twice-on-line', [...path, 'stationId'], `${stationId} is on this line already.`)]
        : []),
    ];
  });
}

function checkPhases({ phases, stops, id }: Line, at: number, { stations }: Lookup): Finding[] {
  return stops.flatMap(({ stationId }, place) => {
    const phase = stations.get(stationId)?.phase;
    if (phase === undefined || phases.length === 0 || phases.includes(phase)) return [];
    return [
      finding(
        'phase-not-on-line',
        ['lines', at, 'stops', place, 'stationId'],
        `${stationId} belongs to the phase ${phase}; ${id} has only ${phases.join(', ')}.`,
      ),
    ];
  });
}

function checkTotal({ totalHours, stops }: Line, at: number, { stations }: Lookup): Finding[] {
  const sum = hoursOfStops(stops, stations);
  return totalHours === undefined || totalHours === sum
    ? []
    : [
        finding(
          'total-hours-differ',
          ['lines', at, 'totalHours'],
          `The stations add up to ${sum} hours, not ${totalHours}.`,
        ),
      ];
}

/** Hours of all stations of a line together, to the minute. */
export function hoursOfStops(stops: Line['stops'], stations: Lookup['stations']): number {
  return sumOfHours(stops.map(({ stationId }) => stations.get(stationId)?.hours ?? 0));
}

/** 0.1 + 0.2 is 0.3 here. */
export function sumOfHours(hours: readonly number[]): number {
  return Math.round(hours.reduce((sum, one) => sum + one, 0) * 100) / 100;
}

function checkConnections({ lines, metroMap }: Curriculum): Finding[] {
  if (metroMap === undefined) return [];
  const linesAt = new Map<string, number>();
  for (const { stops } of lines) {
    for (const stationId of new Set(stops.map((stop) => stop.stationId))) {
      linesAt.set(stationId, (linesAt.get(stationId) ?? 0) + 1);
    }
  }
  const { connectionStationIds: listed } = metroMap;
  const path = ['metroMap', 'connectionStationIds'];
  return [
    ...listed.flatMap((id, place) =>
      (linesAt.get(id) ?? 0) > 1
        ? []
        : [finding('not-a-connection-station', [...path, place], `${id} is not on more than one line.`)],
    ),
    ...[...linesAt]
      .filter(([id, count]) => count > 1 && !listed.includes(id))
      .map(([id]) => finding('unlisted-connection-station', path, `${id} is on several lines and is not listed here.`)),
  ];
}
