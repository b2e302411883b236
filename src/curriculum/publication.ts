import type { AchievementDefinition } from './achievement-definition.ts';
import { achievementUrl } from './achievement-url.ts';
import type { AchievementLine, Publication } from './answers.ts';
import type { Plan, Written } from './apply.ts';
import type { Effective } from './effective.ts';
import type { StoredAchievement } from './plan-achievements.ts';
import type { ItemStep } from './plan-items.ts';
import type { Curriculum } from './schema/document.ts';
import { type ItemKind, itemKinds } from './tables.ts';

/** Everything from which the answer to a curriculum document is done. */
interface Done {
  readonly plan: Plan;
  readonly latest: readonly StoredAchievement[];
  readonly definitions: readonly AchievementDefinition[];
  /** Absent when nothing was written. */
  readonly written: Written | undefined;
  readonly effective: Effective;
  readonly curriculum: Curriculum;
  readonly baseUrl: string;
}

/** What was done, in the answer to `PUT /v1/curriculum` and to every change of one item. */
export function toldOf(done: Done): Pick<Publication, 'published' | 'drafts' | 'achievements' | 'withdrawn'> {
  const { items, achievements } = done.plan;
  return {
    published: count(items.flatMap((step) => publishedKind(step) ?? [])),
    drafts: countDrafts(done),
    achievements: currentLines(done),
    withdrawn: achievements.flatMap((step) => (step.do === 'withdraw' ? [lineOf(done, step.stored)] : [])),
  };
}

function lineOf({ baseUrl }: Done, { id, ref, version, kind }: StoredAchievement): AchievementLine {
  return { id, ref, version, kind, url: achievementUrl(baseUrl, id), isNew: false };
}

/** In the order of the document: new versions, and those that stay. */
function currentLines(done: Done): AchievementLine[] {
  const before = new Map(done.latest.map((one) => [one.ref, one]));
  const added = new Map(
    done.plan.achievements.flatMap((step) => (step.do === 'add' ? [[step.definition.ref, step]] : [])),
  );
  return done.definitions.flatMap(({ ref, kind }) => {
    const step = added.get(ref);
    const stays = before.get(ref);
    if (step === undefined) return stays === undefined ? [] : [lineOf(done, stays)];
    const id = done.written?.achievements.get(ref)?.id;
    const address = id === undefined ? {} : { id, url: achievementUrl(done.baseUrl, id) };
    return [{ ...address, ref, version: step.version, kind, isNew: true }];
  });
}

function publishedKind(step: ItemStep): ItemKind | undefined {
  switch (step.do) {
    case 'add':
    case 'rewrite':
      return step.item.state === 'published' ? step.item.kind : undefined;
    case 'move':
      return step.state === 'published' ? step.stored.kind : undefined;
    case 'drop':
      return undefined;
  }
}

/** Of the whole document, not only of what changed: what is not awarded, and so waits for somebody. */
function countDrafts({ curriculum, effective }: Done): Record<ItemKind, number> {
  const sections = {
    station: curriculum.stations,
    line: curriculum.lines,
    ulo: curriculum.ulos,
    rubric: curriculum.rubrics,
    yardstick: curriculum.yardsticks,
  };
  return count(
    itemKinds.flatMap((kind) =>
      sections[kind].filter(({ id }) => ['draft', 'validated'].includes(effective.stateOf(kind, id))).map(() => kind),
    ),
  );
}

function count(kinds: readonly ItemKind[]): Record<ItemKind, number> {
  const of = (kind: ItemKind) => kinds.filter((one) => one === kind).length;
  return { station: of('station'), line: of('line'), ulo: of('ulo'), rubric: of('rubric'), yardstick: of('yardstick') };
}
