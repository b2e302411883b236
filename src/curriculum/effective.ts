import type { Curriculum, Line, Rubric, Station, Ulo, Yardstick } from './schema/document.ts';
import type { ItemKind, ItemState } from './tables.ts';

/** The item that is published now, as it stood in its document; nothing when it never was. */
export interface LastPublished {
  readonly ulos: ReadonlyMap<string, Ulo>;
  readonly rubrics: ReadonlyMap<string, Rubric>;
  readonly stations: ReadonlyMap<string, Station>;
  readonly lines: ReadonlyMap<string, Line>;
  readonly yardsticks: ReadonlyMap<string, Yardstick>;
}

/** A document seen as what may be awarded: see {@link effectiveCurriculum}. */
export interface Effective {
  /** Published items only: those of the document, or the version before where the document holds a draft. */
  readonly curriculum: Curriculum;
  /** The state in which each item of the document belongs. */
  stateOf(kind: ItemKind, ref: string): ItemState;
}

/**
 * Takes the drafts out of a document. A ULO is published when it says so. Everything else says nothing and is published as soon as all
 * it rests on has been published: a station on its ULOs, a line on its stations, a yardstick on its ULOs and its line, a badge on
 * what it is for. Until then the version that was published before, if there is one, goes on being awarded.
 * @param curriculum checked
 */
export function effectiveCurriculum(curriculum: Curriculum, last: LastPublished): Effective {
  const ulos = settle(curriculum.ulos, last.ulos, ({ status }) => status === 'published', isRetired);
  const stations = settle(curriculum.stations, last.stations, ({ uloIds }) =>
    uloIds.every((id) => ulos.current.has(id)),
  );
  const lines = settle(curriculum.lines, last.lines, ({ stops }) =>
    stops.every(({ stationId }) => stations.current.has(stationId)),
  );
  const yardsticks = settle(
    curriculum.yardsticks,
    last.yardsticks,
    ({ requires }) =>
      requires.ulos.every(({ uloId }) => ulos.current.has(uloId)) &&
      (requires.allStationsOf === undefined || lines.current.has(requires.allStationsOf)),
  );
  const badges = curriculum.badges.filter(
    ({ stationId, uloId, lineId, yardstickId }) =>
      (stationId === undefined || stations.current.has(stationId)) &&
      (uloId === undefined || ulos.current.has(uloId)) &&
      (lineId === undefined || lines.current.has(lineId)) &&
      (yardstickId === undefined || yardsticks.current.has(yardstickId)),
  );
  const kept = new Set(badges.map(({ id }) => id));
  const settled = { ulo: ulos, station: stations, line: lines, yardstick: yardsticks };
  return {
    curriculum: {
      ...curriculum,
      ulos: [...ulos.current.values()],
      rubrics: rubricsOf(ulos, curriculum, last),
      stations: [...stations.current.values()],
      lines: [...lines.current.values()],
      yardsticks: [...yardsticks.current.values()],
      badges,
      endorsements: curriculum.endorsements.filter(({ badgeId }) => kept.has(badgeId)),
      metroMap: undefined,
    },
    stateOf: (kind, ref) => (kind === 'rubric' ? stateOfRubric(ref, curriculum, ulos) : settled[kind].stateOf(ref)),
  };
}

interface Settled<Item> {
  /** Published by this document. */
  readonly ready: ReadonlyMap<string, Item>;
  /** Published by this document or before, in the order of the document. */
  readonly current: ReadonlyMap<string, Item>;
  stateOf(ref: string): ItemState;
}

function settle<Item extends { id: string; status?: string }>(
  items: readonly Item[],
  last: ReadonlyMap<string, Item>,
  isReady: (item: Item) => boolean,
  isOver: (item: Item) => boolean = () => false,
): Settled<Item> {
  const ready = new Map(items.filter(isReady).map((item) => [item.id, item]));
  const over = new Set(items.filter(isOver).map(({ id }) => id));
  const validated = new Set(items.filter(({ status }) => status === 'validated').map(({ id }) => id));
  const current = new Map(
    items
      .filter(({ id }) => !over.has(id))
      .flatMap(({ id }) => {
        const item = ready.get(id) ?? last.get(id);
        return item === undefined ? [] : [[id, item] as const];
      }),
  );
  return {
    ready,
    current,
    stateOf: (ref) => {
      if (over.has(ref)) return 'superseded';
      if (ready.has(ref)) return 'published';
      return validated.has(ref) ? 'validated' : 'draft';
    },
  };
}

function isRetired({ status }: Ulo): boolean {
  return status === 'superseded' || status === 'retired';
}

/** The rubric goes with its ULO: where an earlier version is still the current one, so is the rubric it was published with. */
function rubricsOf({ ready, current }: Settled<Ulo>, { rubrics }: Curriculum, last: LastPublished): Rubric[] {
  return [
    ...rubrics.filter(({ uloId }) => ready.has(uloId)),
    ...[...last.rubrics.values()].filter(({ uloId }) => current.has(uloId) && !ready.has(uloId)),
  ];
}

function stateOfRubric(ref: string, { rubrics }: Curriculum, ulos: Settled<Ulo>): ItemState {
  const state = ulos.stateOf(rubrics.find(({ id }) => id === ref)?.uloId ?? '');
  return state === 'validated' ? 'draft' : state;
}
