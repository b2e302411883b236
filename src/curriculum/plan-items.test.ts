import { describe, expect, test } from 'vitest';
import { pointerTo } from '../platform/problem.ts';
import { digestOf } from '../platform/record.ts';
import type { Effective } from './effective.ts';
import { exampleCurriculum } from './example.ts';
import { planItems, type StoredItem } from './plan-items.ts';
import { curriculumDocument } from './schema/document.ts';
import type { ItemState } from './tables.ts';

const station = { id: 'station:ST-01', title: 'a' };
const ulo = { id: 'ulo:BR-01', version: 2, status: 'published', title: 'a' };

function effective(state: ItemState): Effective {
  return { curriculum: curriculumDocument.parse(exampleCurriculum), stateOf: () => state };
}

const stored = (kind: 'station' | 'ulo', version: number, state: ItemState, content: object): StoredItem => ({
  id: `${kind}-${version}`,
  kind,
  ref: kind === 'station' ? station.id : ulo.id,
  version,
  state,
  digest: digestOf(kind === 'ulo' ? { ...content, status: undefined } : content),
});

/** The steps in one word each: `add 2 published`, `move station-1 superseded`. */
function plan(raw: object, state: ItemState, ...versions: StoredItem[]): string[] {
  const { steps, findings } = planItems(raw, effective(state), versions);
  return [
    ...steps.map((step) => {
      if (step.do === 'add') return `add ${step.version} ${step.item.state}`;
      if (step.do === 'rewrite') return `rewrite ${step.id} ${step.item.state}`;
      return step.do === 'move' ? `move ${step.stored.id} ${step.state}` : `drop ${step.stored.id}`;
    }),
    ...findings.map(({ code, path }) => `${code} ${pointerTo(path)}`),
  ];
}

describe('a station, whose versions we count', () => {
  const other = { ...station, title: 'b' };
  const cases: [string, ItemState, StoredItem[], string[]][] = [
    ['is new', 'published', [], ['add 1 published']],
    ['is new and waits', 'draft', [], ['add 1 draft']],
    ['did not change', 'published', [stored('station', 1, 'published', station)], []],
    [
      'did not change and waits no longer',
      'published',
      [stored('station', 1, 'draft', station)],
      ['rewrite station-1 published'],
    ],
    [
      'changed',
      'published',
      [stored('station', 1, 'published', other)],
      ['add 2 published', 'move station-1 superseded'],
    ],
    [
      'changed and waits: the one before stays in force',
      'draft',
      [stored('station', 1, 'published', other)],
      ['add 2 draft'],
    ],
    [
      'waited, changed again and is published',
      'published',
      [stored('station', 1, 'published', other), stored('station', 2, 'draft', other)],
      ['rewrite station-2 published', 'move station-1 superseded'],
    ],
    [
      'was taken out and comes back as it was',
      'published',
      [stored('station', 1, 'superseded', station)],
      ['move station-1 published'],
    ],
    [
      'was taken out and comes back otherwise',
      'published',
      [stored('station', 1, 'superseded', other)],
      ['add 2 published'],
    ],
  ];
  test.each(cases)('%s', (_, state, versions, expected) => {
    expect(plan({ stations: [station] }, state, ...versions)).toEqual(expected);
  });

  test('left the document: a published version is superseded, a draft goes', () => {
    const versions = [stored('station', 1, 'published', station), stored('station', 2, 'draft', other)];
    expect(plan({}, 'published', ...versions)).toEqual(['move station-1 superseded', 'drop station-2']);
  });
});

describe('a ULO, which says its own version', () => {
  const other = { ...ulo, title: 'b' };
  const cases: [string, ItemState, StoredItem[], string[]][] = [
    ['is new', 'published', [], ['add 2 published']],
    ['succeeds', 'published', [stored('ulo', 1, 'published', other)], ['add 2 published', 'move ulo-1 superseded']],
    ['is a draft beside the one in force', 'draft', [stored('ulo', 1, 'published', other)], ['add 2 draft']],
    ['a draft is written on', 'draft', [stored('ulo', 2, 'draft', other)], ['rewrite ulo-2 draft']],
    ['a draft becomes validated', 'validated', [stored('ulo', 2, 'draft', ulo)], ['rewrite ulo-2 validated']],
    ['a draft got another number', 'draft', [stored('ulo', 3, 'draft', ulo)], ['drop ulo-3', 'add 2 draft']],
    ['did not change', 'published', [stored('ulo', 2, 'published', ulo)], []],
    ['is retired', 'superseded', [stored('ulo', 2, 'published', ulo)], ['move ulo-2 superseded']],
    [
      'changed under its published number',
      'published',
      [stored('ulo', 2, 'published', other)],
      ['published-ulo-changed #/ulos/0/version'],
    ],
    [
      'changed after it was superseded',
      'published',
      [stored('ulo', 2, 'superseded', other)],
      ['published-ulo-changed #/ulos/0/version'],
    ],
    [
      'would be a draft again',
      'draft',
      [stored('ulo', 2, 'published', ulo)],
      ['published-ulo-changed #/ulos/0/status'],
    ],
    ['goes back', 'published', [stored('ulo', 3, 'published', other)], ['ulo-version-goes-back #/ulos/0/version']],
    [
      'goes back to what was superseded',
      'published',
      [stored('ulo', 3, 'superseded', other), stored('ulo', 2, 'superseded', ulo)],
      ['ulo-version-goes-back #/ulos/0/version'],
    ],
  ];
  test.each(cases)('%s', (_, state, versions, expected) => {
    expect(plan({ ulos: [ulo] }, state, ...versions)).toEqual(expected);
  });
});

test('a rubric that left the document stays while the ULO version in force needs it', () => {
  const rubric: StoredItem = {
    id: 'r',
    kind: 'rubric',
    ref: 'rubric:BR-01',
    version: 1,
    state: 'published',
    digest: '',
  };
  expect(plan({}, 'published', rubric)).toEqual([]);
  expect(plan({}, 'published', { ...rubric, ref: 'rubric:OTHER' })).toEqual(['move r superseded']);
});
