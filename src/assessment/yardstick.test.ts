import { describe, expect, test } from 'vitest';
import { assessed, completed, dayAfter, dayBefore, proof, records, skipped } from '../../tests/support/records.ts';
import { sampleAcademy } from '../../tests/support/sample-academy.ts';
import { publishedOf } from '../../tests/support/sample-curriculum.ts';
import type { DefinedYardstick } from '../curriculum/index.ts';
import { addDuration } from './duration.ts';
import type { LearnerRecords } from './records.ts';
import { measure, recordDays } from './yardstick.ts';

const curriculum = publishedOf(sampleAcademy);

function yardstick(ref: string, changes: Partial<DefinedYardstick['requires']> = {}): DefinedYardstick {
  const found = curriculum.yardsticks.get(ref);
  if (found === undefined) throw new Error(`no ${ref}`);
  return { ...found, requires: { ...found.requires, ...changes } };
}

const line = yardstick('yardstick:line-WP');
const scheme = yardstick('yardstick:vp-warmtepomp');
const stations = ['ST-01', 'ST-02', 'ST-03', 'ST-04', 'ST-05'];
const ulos = ['EN-01', 'WP-01', 'WP-02', 'WP-03', 'WP-04'];
const day = '2026-07-01';

/** A learner who has done all of the heat pump line, one station a month; changed where `change` says so. */
function whole(change: Partial<LearnerRecords> = {}): LearnerRecords {
  return records({
    completions: stations.map((station, index) => completed(station, `2026-0${index + 1}-10`)),
    assessments: ulos.map((code, index) => assessed(curriculum, code, `2026-0${index + 1}-10`, [3, 3])),
    ...change,
  });
}

const without = <Item extends { id: string }>(items: readonly Item[], part: string): Item[] =>
  items.filter(({ id }) => !id.includes(part));

const codes = (result: { missing: readonly { code: string }[] }) => result.missing.map(({ code }) => code);

describe('stations of a line', () => {
  test('all completed and all ULOs shown: nothing is missing, and every record is named', () => {
    const { missing, basis } = measure(line, curriculum, whole(), day);
    expect(missing).toEqual([]);
    expect(basis.map(({ id }) => id).toSorted()).toEqual(
      [...whole().completions, ...whole().assessments].map(({ id }) => id).toSorted(),
    );
  });

  test('a station that was never reported is named', () => {
    const { completions } = whole();
    const { missing } = measure(line, curriculum, whole({ completions: without(completions, 'ST-03') }), day);
    expect(missing).toEqual([
      { code: 'station-not-completed', station: 'station:ST-03', detail: 'station:ST-03 has not been completed.' },
    ]);
  });

  test('one station may be skipped with a reason; its ULO is then excused', () => {
    const { completions, assessments } = whole();
    const some = whole({
      completions: [...without(completions, 'ST-02'), skipped('ST-02', '2026-02-10')],
      assessments: without(assessments, 'WP-01'),
    });
    const { missing, basis } = measure(line, curriculum, some, day);
    expect(missing).toEqual([]);
    expect(basis.map(({ id }) => id)).toContain('skip of ST-02 on 2026-02-10');
  });

  test('a skip without a reason does not count where the line asks for one, and does where it does not', () => {
    const { completions } = whole();
    const some = whole({ completions: [...without(completions, 'ST-02'), skipped('ST-02', '2026-02-10', null)] });
    expect(codes(measure(line, curriculum, some, day))).toEqual(['skip-without-reason']);
    const lenient = yardstick('yardstick:line-WP', { skipNeedsReason: false });
    expect(codes(measure(lenient, curriculum, some, day))).toEqual([]);
  });

  test('a skip reported twice counts when one of the two has a reason', () => {
    const { completions } = whole();
    const twice = [skipped('ST-02', '2026-02-10', null), skipped('ST-02', '2026-02-11')];
    const some = whole({ completions: [...without(completions, 'ST-02'), ...twice] });
    expect(codes(measure(line, curriculum, some, day))).toEqual([]);
  });

  test('more skips than allowed: the later station is named', () => {
    const { completions } = whole();
    const kept = without(without(completions, 'ST-02'), 'ST-04');
    const some = whole({ completions: [...kept, skipped('ST-02', '2026-02-10'), skipped('ST-04', '2026-04-10')] });
    expect(measure(line, curriculum, some, day).missing).toMatchObject([
      { code: 'too-many-skipped', station: 'station:ST-04' },
    ]);
  });

  test('a station that was skipped and completed later costs no skip', () => {
    const { completions } = whole();
    const some = whole({
      completions: [...without(completions, 'ST-04'), skipped('ST-02', '2026-02-01'), skipped('ST-04', '2026-04-10')],
    });
    expect(codes(measure(line, curriculum, some, day))).toEqual([]);
  });

  test('the ULO of a skipped station is still asked for when another station of the line addresses it', () => {
    const fourth = curriculum.stations.get('station:ST-04');
    if (fourth === undefined) throw new Error('no ST-04');
    const shared = {
      ...curriculum,
      stations: new Map([
        ...curriculum.stations,
        ['station:ST-04', { ...fourth, uloRefs: ['ulo:WP-03', 'ulo:WP-01'] }],
      ]),
    };
    const { completions, assessments } = whole();
    const some = whole({
      completions: [...without(completions, 'ST-02'), skipped('ST-02', '2026-02-10')],
      assessments: without(assessments, 'WP-01'),
    });
    expect(measure(line, shared, some, day).missing).toMatchObject([{ code: 'ulo-not-assessed', ulo: 'ulo:WP-01' }]);
  });

  test('a station whose badge was withdrawn counts for nothing, and says so', () => {
    const { completions } = whole();
    const some = whole({
      completions: completions.map((each) => (each.id.includes('ST-03') ? { ...each, standing: 'revoked' } : each)),
    });
    expect(measure(line, curriculum, some, day).missing).toMatchObject([
      { code: 'station-withdrawn', station: 'station:ST-03' },
    ]);
  });
});

describe('ULOs', () => {
  const measured = (assessments: LearnerRecords['assessments'], asOf = day) =>
    measure(line, curriculum, whole({ assessments }), asOf).missing;
  const others = without(whole().assessments, 'WP-04');

  test('one that was not passed: every criterion that falls short is named', () => {
    expect(measured([...others, assessed(curriculum, 'WP-04', '2026-05-10', [2, 1])])).toEqual([
      {
        code: 'criterion-below-required',
        ulo: 'ulo:WP-04',
        criterion: 'criterion:WP-04-A',
        reached: 2,
        required: 3,
        detail: 'criterion:WP-04-A reached level 2; level 3 is required.',
      },
      expect.objectContaining({ criterion: 'criterion:WP-04-B', reached: 1, required: 3 }),
    ]);
  });

  test('passed, but below the level that this yardstick asks for', () => {
    const stricter = yardstick('yardstick:line-WP', { ulos: [{ uloRef: 'ulo:WP-04', minLevel: 4 }] });
    expect(measure(stricter, curriculum, whole(), day).missing).toMatchObject([
      { code: 'level-too-low', ulo: 'ulo:WP-04', reached: 3, required: 4 },
    ]);
    const better = whole({ assessments: [...others, assessed(curriculum, 'WP-04', '2026-05-10', [4, 5])] });
    expect(measure(stricter, curriculum, better, day).missing).toEqual([]);
  });

  test('a pass is not undone by a later failure', () => {
    const passed = assessed(curriculum, 'WP-04', '2026-05-10', [3, 3]);
    const failed = assessed(curriculum, 'WP-04', '2026-06-10', [1, 1]);
    expect(measured([...others, passed, failed])).toEqual([]);
  });

  test.each(['revoked', 'suspended'] as const)('one whose badge was %s does not count', (standing) => {
    const withdrawn = assessed(curriculum, 'WP-04', '2026-05-10', [3, 3], { standing });
    expect(measured([...others, withdrawn])).toMatchObject([{ code: 'proof-withdrawn', ulo: 'ulo:WP-04' }]);
  });

  test('an earlier version of the ULO counts at the level that it showed', () => {
    const old = assessed(curriculum, 'WP-04', '2026-05-10', [3, 3], { uloVersion: 7 });
    expect(measured([...others, old])).toEqual([]);
  });

  test('failing by a rubric that is not known any more is failing, not nothing', () => {
    // By the rubric of today these levels would pass; by that of their own version they did not.
    const old = assessed(curriculum, 'WP-04', '2026-05-10', [3, 3], { uloVersion: 7, passed: false, level: null });
    expect(measured([...others, old])).toMatchObject([{ code: 'ulo-not-passed', ulo: 'ulo:WP-04' }]);
  });

  test('records of after the day do not exist yet', () => {
    expect(measured(whole().assessments, '2026-05-10')).toEqual([]);
    expect(measured(whole().assessments, '2026-05-09')).toMatchObject([
      { code: 'station-not-completed', station: 'station:ST-05' },
      { code: 'ulo-not-assessed', ulo: 'ulo:WP-04' },
    ]);
  });
});

describe('how old a proof may be', () => {
  // The scheme takes WP-02 for five years, WP-03 and WP-04 for three.
  const judged = '2026-05-10';
  const some = records({
    assessments: ['WP-02', 'WP-03', 'WP-04'].map((code) => assessed(curriculum, code, judged, [3, 3])),
  });
  const lastDay = addDuration(judged, 'P3Y');

  test('counts until the very day it becomes so old, and not on the next', () => {
    expect(measure(scheme, curriculum, some, lastDay).missing).toEqual([]);
    expect(measure(scheme, curriculum, some, dayAfter(lastDay)).missing).toMatchObject([
      { code: 'proof-too-old', ulo: 'ulo:WP-03' },
      { code: 'proof-too-old', ulo: 'ulo:WP-04' },
    ]);
    expect(codes(measure(scheme, curriculum, some, dayAfter(addDuration(judged, 'P5Y'))))).toHaveLength(3);
  });

  test('an older one does not hide a newer one', () => {
    const renewed = [...some.assessments, assessed(curriculum, 'WP-03', lastDay, [3, 3])];
    const { missing, basis } = measure(scheme, curriculum, { ...some, assessments: renewed }, dayAfter(lastDay));
    expect(missing).toMatchObject([{ ulo: 'ulo:WP-04' }]);
    expect(basis.map(({ on }) => on)).toContain(lastDay);
  });
});

describe('partial proofs', () => {
  // WP-02 is skill:inregelen, skill:meten and the knowledge skill:k-distributie.
  const all = ['skill:inregelen', 'skill:meten', 'skill:k-distributie'];
  const rest = ['WP-03', 'WP-04'].map((code) => assessed(curriculum, code, '2026-05-10', [3, 3]));
  const measured = (partialProofs: LearnerRecords['partialProofs'], assessments: LearnerRecords['assessments'] = []) =>
    measure(scheme, curriculum, records({ assessments: [...rest, ...assessments], partialProofs }), day);

  test('together cover a ULO that was never assessed', () => {
    const two = [proof('WP-02', '2026-03-01', all.slice(0, 2)), proof('WP-02', '2026-03-02', all.slice(2))];
    const { missing, basis } = measured(two);
    expect(missing).toEqual([]);
    expect(basis.filter(({ kind }) => kind === 'partial-proof').map(({ id }) => id)).toEqual(two.map(({ id }) => id));
  });

  test('that leave something out: exactly that is missing', () => {
    expect(measured([proof('WP-02', '2026-03-01', all.slice(0, 2))]).missing).toMatchObject([
      { code: 'component-not-shown', ulo: 'ulo:WP-02', component: 'skill:k-distributie' },
    ]);
  });

  test('fill up what an assessment did not show', () => {
    const half = assessed(curriculum, 'WP-02', '2026-03-03', [3, 1]);
    const { missing, basis } = measured([proof('WP-02', '2026-03-01', all.slice(1))], [half]);
    expect(missing).toEqual([]);
    expect(basis.map(({ id }) => id)).toContain(half.id);
  });

  test('an assessment whose badge was withdrawn fills up nothing', () => {
    const half = assessed(curriculum, 'WP-02', '2026-03-03', [3, 1], { standing: 'revoked' });
    expect(measured([proof('WP-02', '2026-03-01', all.slice(1))], [half]).missing).toMatchObject([
      { code: 'proof-withdrawn' },
    ]);
  });

  test('of a lower level do not count; without a level they show the level of the ULO', () => {
    expect(codes(measured([proof('WP-02', '2026-03-01', all, { level: 2 })]))).toHaveLength(3);
    expect(codes(measured([proof('WP-02', '2026-03-01', all, { level: 3 })]))).toEqual([]);
    expect(codes(measured([proof('WP-02', '2026-03-01', all)]))).toEqual([]);
  });

  test('an assessment fills up at the level that is asked for only', () => {
    const stricter = yardstick('yardstick:vp-warmtepomp', { ulos: [{ uloRef: 'ulo:WP-02', minLevel: 4 }] });
    const knowledge = proof('WP-02', '2026-03-01', ['skill:k-distributie'], { level: 4 });
    const at = (...levels: number[]) =>
      codes(
        measure(
          stricter,
          curriculum,
          records({
            assessments: [assessed(curriculum, 'WP-02', '2026-03-03', levels)],
            partialProofs: [knowledge],
          }),
          day,
        ),
      );
    expect(at(3, 2)).toEqual(['level-too-low']);
    expect(at(4, 4)).toEqual([]);
  });

  test('too old do not count', () => {
    const from = addDuration(day, 'P5Y', -1);
    expect(codes(measured([proof('WP-02', from, all)]))).toEqual([]);
    expect(codes(measured([proof('WP-02', dayBefore(from), all)]))).toEqual(['ulo-not-assessed']);
  });

  test('count for nothing where the yardstick does not accept them', () => {
    const strict = yardstick('yardstick:vp-warmtepomp', { acceptsPartialProofs: false });
    const some = records({ assessments: rest, partialProofs: [proof('WP-02', '2026-03-01', all)] });
    expect(codes(measure(strict, curriculum, some, day))).toEqual(['ulo-not-assessed']);
    expect(recordDays(strict, some)).toEqual(['2026-05-10']);
    expect(recordDays(scheme, some)).toEqual(['2026-03-01', '2026-05-10']);
  });
});
