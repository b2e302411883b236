import type { Curriculum } from '../schema/document.ts';

/** The lists whose items have ids that others refer to. */
export const sections = [
  'providers',
  'targetGroups',
  'skills',
  'regulations',
  'experts',
  'ulos',
  'rubrics',
  'stations',
  'lines',
  'badges',
  'yardsticks',
  'endorsers',
  'endorsements',
] as const;
export type Section = (typeof sections)[number];

type Item<S extends Section> = Curriculum[S][number];

/** Finds the items of a curriculum by id, so that no rule walks a list twice. */
export type Lookup = { readonly [S in Section]: ReadonlyMap<string, Item<S>> };

/** Where two items share an id the first one is found; `duplicate-id` reports the other. */
export function lookup(curriculum: Curriculum): Lookup {
  const byId = <S extends Section>(section: S): ReadonlyMap<string, Item<S>> => {
    const items: readonly Item<S>[] = curriculum[section];
    return new Map(items.toReversed().map((item) => [item.id, item]));
  };
  return {
    providers: byId('providers'),
    targetGroups: byId('targetGroups'),
    skills: byId('skills'),
    regulations: byId('regulations'),
    experts: byId('experts'),
    ulos: byId('ulos'),
    rubrics: byId('rubrics'),
    stations: byId('stations'),
    lines: byId('lines'),
    badges: byId('badges'),
    yardsticks: byId('yardsticks'),
    endorsers: byId('endorsers'),
    endorsements: byId('endorsements'),
  };
}
