import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessed, completed, proof, records, sampleRecordsOf, skipped } from '../../tests/support/records.ts';
import { sampleAcademy } from '../../tests/support/sample-academy.ts';
import { publishedOf } from '../../tests/support/sample-curriculum.ts';
import type { Achievement, PublishedCurriculum } from '../curriculum/index.ts';
import { type Decision, earn } from './earn.ts';
import type { LearnerRecords } from './records.ts';

const partialBadge = {
  id: 'badge:WP-02-meten',
  uri: 'https://kompas.example/badges/WP-02-meten',
  kind: 'partial-ulo',
  achievementType: 'Competency',
  name: { nl: 'Meten en weten', en: 'Measuring and knowing' },
  stackable: true,
  edubadgeType: 'extra_curricular',
  inLanguage: 'nl',
  qualityAssurance: 'Kwaliteitskader Kompas 2026',
  earnedBy: 'assessment',
  uloId: 'ulo:WP-02',
  componentIds: ['skill:meten', 'skill:inregelen'],
};
const curriculum = publishedOf(sampleAcademy);
const withPart = publishedOf({ ...sampleAcademy, badges: [...sampleAcademy.badges, partialBadge] });

function decisionOn(ref: string, some: LearnerRecords, by: PublishedCurriculum = curriculum): Decision {
  const found = earn(by, some).find(({ achievement }) => achievement.ref === ref);
  if (found === undefined) throw new Error(`nothing was decided on ${ref}`);
  return found;
}

const refsOf = (decisions: readonly Decision[], which: (decision: Decision) => boolean) =>
  decisions.filter(which).map(({ achievement }) => achievement.ref);
const earnedIn = (decisions: readonly Decision[]) => refsOf(decisions, ({ earned }) => earned.length > 0);

test('there is one decision per achievement, also when nothing is on record', () => {
  const decisions = earn(curriculum, records());
  expect(decisions).toHaveLength(21);
  expect(earnedIn(decisions)).toEqual([]);
  for (const { missing, achievement } of decisions) expect(missing, achievement.ref).not.toEqual([]);
});

describe('a station badge', () => {
  test('is earned on the day of completion, once per completion', () => {
    const twice = records({ completions: [completed('ST-05', '2026-07-23'), completed('ST-05', '2026-07-03')] });
    expect(decisionOn('badge:ST-05', twice)).toMatchObject({
      earned: [
        { awardedOn: '2026-07-03', recordKey: 'completion:completion of ST-05 on 2026-07-03' },
        { awardedOn: '2026-07-23', recordKey: 'completion:completion of ST-05 on 2026-07-23' },
      ],
      missing: [],
    });
  });

  test('is not earned by skipping, and says that', () => {
    expect(decisionOn('badge:ST-05', records({ completions: [skipped('ST-05', '2026-07-03')] }))).toMatchObject({
      earned: [],
      missing: [{ code: 'station-skipped', station: 'station:ST-05' }],
    });
  });
});

describe('a ULO badge', () => {
  test('is earned by every assessment that passed', () => {
    const some = records({
      assessments: [
        assessed(curriculum, 'WP-04', '2026-07-01', [2, 3]),
        assessed(curriculum, 'WP-04', '2026-07-02', [3, 3]),
        assessed(curriculum, 'WP-04', '2026-07-03', [5, 5]),
      ],
    });
    expect(decisionOn('badge:WP-04', some).earned.map(({ awardedOn }) => awardedOn)).toEqual([
      '2026-07-02',
      '2026-07-03',
    ]);
  });

  test('is not earned by an assessment of another version; its own achievement decides that', () => {
    const old = records({ assessments: [assessed(curriculum, 'WP-04', '2026-07-01', [3, 3], { uloVersion: 7 })] });
    expect(decisionOn('badge:WP-04', old)).toMatchObject({ earned: [], missing: [{ code: 'ulo-not-assessed' }] });
    const current = curriculum.achievements.get('badge:WP-04');
    const [ulo] = current?.definition.ulos ?? [];
    if (current === undefined || ulo === undefined) throw new Error('no WP-04');
    const seventh: Achievement = {
      ...current,
      id: 'older',
      definition: { ...current.definition, ulos: [{ ...ulo, version: 7 }] },
    };
    expect(earn(curriculum, old, [seventh]).at(-1)).toMatchObject({ achievement: { id: 'older' }, earned: [{}] });
  });

  test('that was not earned names what the newest assessment lacks', () => {
    const some = records({
      assessments: [
        assessed(curriculum, 'WP-04', '2026-07-02', [3, 2]),
        assessed(curriculum, 'WP-04', '2026-07-01', [1, 1]),
      ],
    });
    expect(decisionOn('badge:WP-04', some).missing).toMatchObject([
      { code: 'criterion-below-required', criterion: 'criterion:WP-04-B', reached: 2, required: 3 },
    ]);
  });
});

describe('the badge of a part of a ULO', () => {
  const ref = partialBadge.id;
  const on = (some: Partial<LearnerRecords>) => decisionOn(ref, records(some), withPart);

  test('is earned by one assessment that shows all its components, also when the ULO is not passed by it', () => {
    const decision = on({ assessments: [assessed(withPart, 'WP-02', '2026-05-10', [3, 2])] });
    expect(decision.earned).toMatchObject([{ awardedOn: '2026-05-10', basis: [{ kind: 'assessment' }] }]);
  });

  test('is earned by proofs that together show them, on the day of the one that completes them', () => {
    const decision = on({
      partialProofs: [
        proof('WP-02', '2026-03-02', ['skill:inregelen']),
        proof('WP-02', '2026-03-01', ['skill:meten']),
        proof('WP-02', '2026-03-03', ['skill:meten', 'skill:inregelen']),
      ],
    });
    expect(decision.earned).toMatchObject([
      { awardedOn: '2026-03-02', basis: [{ on: '2026-03-01' }, { on: '2026-03-02' }] },
    ]);
  });

  test('is earned by an assessment and a proof that complete each other', () => {
    const decision = on({
      assessments: [assessed(withPart, 'WP-02', '2026-05-10', [3, 1])],
      partialProofs: [proof('WP-02', '2026-03-01', ['skill:meten'])],
    });
    expect(decision.earned).toMatchObject([
      { awardedOn: '2026-05-10', basis: [{ kind: 'partial-proof' }, { kind: 'assessment' }] },
    ]);
  });

  test('names the components that are missing, and those that were shown at too low a level', () => {
    const decision = on({
      partialProofs: [
        proof('WP-02', '2026-03-01', ['skill:meten'], { level: 2 }),
        proof('WP-02', '2026-03-02', ['skill:inregelen'], { level: 3 }),
      ],
    });
    expect(decision.earned).toEqual([]);
    expect(decision.missing).toMatchObject([{ code: 'component-not-shown', component: 'skill:meten' }]);
  });

  test('an older proof that turns up later does not change on what it rests together with others', () => {
    const proofs = [proof('WP-02', '2026-03-01', ['skill:meten']), proof('WP-02', '2026-03-02', ['skill:inregelen'])];
    const [before] = on({ partialProofs: proofs }).earned;
    const [after] = on({ partialProofs: [...proofs, proof('WP-02', '2026-04-01', ['skill:meten'])] }).earned;
    expect(after).toEqual(before);
  });
});

describe('a line badge', () => {
  const whole = sampleRecordsOf(curriculum, 'learner:01');

  test('is earned on the first day on which the yardstick is met', () => {
    expect(decisionOn('badge:line-WP', whole)).toMatchObject({ earned: [{ awardedOn: '2026-07-03' }], missing: [] });
  });

  test('keeps that day and those records when more is reported', () => {
    const more = {
      ...whole,
      completions: [...whole.completions, completed('ST-02', '2026-10-01')],
      assessments: [...whole.assessments, assessed(curriculum, 'WP-01', '2026-10-01', [5, 5])],
    };
    expect(decisionOn('badge:line-WP', more).earned).toEqual(decisionOn('badge:line-WP', whole).earned);
  });

  test('with an extra requirement is proposed, as a scheme is', () => {
    const badge = curriculum.achievements.get('badge:line-WP');
    const { yardstick } = badge?.definition ?? {};
    if (badge === undefined || yardstick === undefined) throw new Error('no line');
    const extra = { ...yardstick, requires: { ...yardstick.requires, extra: [{ nl: 'Gesprek' }] } };
    const asking = { ...badge, definition: { ...badge.definition, yardstick: extra } };
    const decision = decisionOn('badge:line-WP', whole, {
      ...curriculum,
      achievements: new Map([['badge:line-WP', asking]]),
    });
    expect(decision).toMatchObject({ earned: [], proposed: { awardedOn: '2026-07-03' } });
  });
});

describe('the sample academy', () => {
  const decided = sampleAcademy.learners.map(({ id }: { id: string }) => ({
    id,
    decisions: earn(curriculum, sampleRecordsOf(curriculum, id)),
  }));

  test('its records give exactly the badges that it lists, on the day of the record or, for a line, of the last one it needed', () => {
    const schemes = new Set(['badge:vp-warmtepomp']);
    // The sample dates its lines on the day of a ceremony that no record knows of.
    const isLine = ({ badgeId }: { badgeId: string }) => badgeId.startsWith('badge:line-');
    const lastDayOf = (learner: string) =>
      sampleRecordsOf(curriculum, learner)
        .completions.map(({ completedOn }) => completedOn)
        .toSorted()
        .at(-1);
    const expected = sampleAcademy.credentials
      .filter(({ badgeId }: { badgeId: string }) => !schemes.has(badgeId))
      .map(
        (each: any) =>
          `${each.learnerId} ${each.badgeId} ${isLine(each) ? lastDayOf(each.learnerId) : each.awardedDate}`,
      );
    const earned = decided.flatMap(({ id, decisions }: { id: string; decisions: Decision[] }) =>
      decisions.flatMap((one) => one.earned.map(({ awardedOn }) => `${id} ${one.achievement.ref} ${awardedOn}`)),
    );
    expect(earned).toHaveLength(85);
    expect(earned.toSorted()).toEqual(expected.toSorted());
  });

  test('three learners meet the yardstick of the scheme', () => {
    const proposed = decided.flatMap(({ id, decisions }: { id: string; decisions: Decision[] }) =>
      refsOf(decisions, (one) => one.proposed !== undefined).map((ref) => `${id} ${ref}`),
    );
    expect(proposed).toEqual(
      ['learner:01', 'learner:04', 'learner:11'].map((learner) => `${learner} badge:vp-warmtepomp`),
    );
  });

  test('of learner 02 it says why the hydrogen line is not earned', () => {
    const second = decided.find(({ id }: { id: string }) => id === 'learner:02');
    const line = second.decisions.find((one: Decision) => one.achievement.ref === 'badge:line-H2');
    expect(line.missing).toMatchObject([
      { code: 'criterion-below-required', ulo: 'ulo:H2-04', criterion: 'criterion:H2-04-A', reached: 3, required: 4 },
    ]);
  });
});

describe('whatever the records', () => {
  const codes = ['EN-01', 'WP-01', 'WP-02', 'WP-03', 'WP-04'] as const;
  const stations = ['ST-01', 'ST-02', 'ST-03', 'ST-04', 'ST-05'] as const;
  const anyDay = fc.integer({ min: 1, max: 9 }).map((number) => `2026-0${number}-15`);
  const standing = fc.constantFrom('holds', 'holds', 'holds', 'suspended', 'revoked');
  const anyCompletion = fc
    .record({ station: fc.constantFrom(...stations), on: anyDay, skip: fc.boolean(), standing, id: fc.uuid() })
    .map(({ station, on, skip, ...more }) => (skip ? skipped(station, on) : completed(station, on, more)));
  const anyAssessment = fc
    .record({ code: fc.constantFrom(...codes), on: anyDay, a: level(), b: level(), standing, id: fc.uuid() })
    .map(({ code, on, a, b, ...more }) => assessed(withPart, code, on, [a, b], more));
  const anyProof = fc
    .record({
      on: anyDay,
      components: fc.subarray(['skill:inregelen', 'skill:meten', 'skill:k-distributie'], { minLength: 1 }),
      level: fc.option(fc.integer({ min: 1, max: 5 })),
      id: fc.uuid(),
    })
    .map(({ on, components, ...more }) => proof('WP-02', on, components, more));
  const anyRecords = fc.record({
    completions: fc.array(anyCompletion, { maxLength: 12 }),
    assessments: fc.array(anyAssessment, { maxLength: 12 }),
    partialProofs: fc.array(anyProof, { maxLength: 4 }),
  });

  function level() {
    return fc.integer({ min: 0, max: 5 });
  }

  const shuffledTwice = anyRecords.chain((some) =>
    fc.record({
      some: fc.constant(some),
      other: fc.record({
        completions: shuffled(some.completions),
        assessments: shuffled(some.assessments),
        partialProofs: shuffled(some.partialProofs),
      }),
    }),
  );

  function shuffled<Item>(items: readonly Item[]) {
    return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
  }

  test('deciding twice, or in another order, gives the same', () => {
    fc.assert(
      fc.property(shuffledTwice, ({ some, other }) => {
        const decisions = earn(withPart, some);
        expect(earn(withPart, some)).toEqual(decisions);
        expect(earn(withPart, other)).toEqual(decisions);
      }),
      { numRuns: 150 },
    );
  });

  test('one record more never takes a badge away', () => {
    const more = fc.oneof(
      anyCompletion.map((one) => records({ completions: [one] })),
      anyAssessment.map((one) => records({ assessments: [one] })),
      anyProof.map((one) => records({ partialProofs: [one] })),
    );
    fc.assert(
      fc.property(anyRecords, more, (some, one) => {
        const both: LearnerRecords = {
          completions: [...some.completions, ...one.completions],
          assessments: [...some.assessments, ...one.assessments],
          partialProofs: [...some.partialProofs, ...one.partialProofs],
        };
        const after = earn(withPart, both);
        expect(earnedIn(after)).toEqual(expect.arrayContaining(earnedIn(earn(withPart, some))));
        for (const before of earn(withPart, some)) {
          if (!['station', 'ulo'].includes(before.achievement.kind)) continue;
          const same = after.find(({ achievement }) => achievement.ref === before.achievement.ref);
          expect(same?.earned).toEqual(expect.arrayContaining([...before.earned]));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('a decision is either earned, proposed, or says what is missing; never nothing', () => {
    fc.assert(
      fc.property(anyRecords, (some) => {
        for (const { earned, proposed, missing, achievement } of earn(withPart, some)) {
          const given = earned.length > 0 || proposed !== undefined;
          expect(missing.length === 0, achievement.ref).toBe(given);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('a badge rests on records that are there, and on none of after its day', () => {
    fc.assert(
      fc.property(anyRecords, (some) => {
        const all = [...some.completions, ...some.assessments, ...some.partialProofs].map(({ id }) => id);
        for (const { earned, proposed } of earn(withPart, some)) {
          for (const each of [...earned, ...(proposed ? [proposed] : [])]) {
            expect(each.basis.length).toBeGreaterThan(0);
            for (const { id, on } of each.basis) {
              expect(all).toContain(id);
              expect(on <= each.awardedOn).toBe(true);
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
