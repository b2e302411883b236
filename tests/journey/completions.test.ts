import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowCounts } from '../support/row-counts.ts';
import { makeWorld, type Provider, reportOf, sampleAcademy, type World } from '../support/world.ts';

let world: World;
let academy: Provider;

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
});
afterAll(() => world[Symbol.asyncDispose]());

let learners = 0;
/** A learner nobody has reported yet, so that tests do not see each other. */
const someone = () => `learner-${++learners}@example.org`;

const refs = (items: readonly { achievement: { ref: string } }[]) => items.map(({ achievement }) => achievement.ref);

/** The report of a station with the ULO it addresses, all criteria at these levels. */
function stationReport(email: string, station: string, ulo: string, levels: readonly number[], extra: object = {}) {
  return {
    learner: { email },
    station,
    completedOn: '2026-07-23',
    assessments: [
      {
        ulo,
        criteria: ['A', 'B'].map((letter, index) => ({
          criterion: `criterion:${ulo}-${letter}`,
          level: levels[index] ?? 0,
        })),
      },
    ],
    ...extra,
  };
}

describe('a report', () => {
  test('becomes badges: the answer names each award and its address', async () => {
    const answer = await academy.post('/v1/completions', reportOf(someone(), [4, 4]));
    expect(answer.status).toBe(201);
    expect(refs(answer.body.awards)).toEqual(['badge:ST-05', 'badge:WP-04']);
    expect(answer.body.assessments).toMatchObject([{ ulo: 'ulo:WP-04', uloVersion: 1, passed: true, skillLevel: 4 }]);
    for (const award of answer.body.awards) {
      expect(award).toMatchObject({ state: 'active', awardedDate: '2026-07-23', new: true });
      expect(award.url).toBe(`https://badges.example/credentials/${award.id}`);
      expect(award.basis.map(({ id }: { id: string }) => id)).toContain(
        award.achievement.kind === 'station' ? answer.body.completion.id : answer.body.assessments[0].id,
      );
      const badge = await world.stranger.get(new URL(award.url).pathname);
      expect(badge.status).toBe(200);
      expect(badge.body).toMatchObject({ id: award.url, awardedDate: '2026-07-23T00:00:00Z' });
      expect((await world.stranger.post('/verify', badge.bytes)).body.verdict).toBe('valid');
    }
  });

  test('says of what it could have led to exactly which station and which criterion is missing', async () => {
    const { body } = await academy.post('/v1/completions', reportOf(someone(), [4, 2]));
    expect(refs(body.awards)).toEqual(['badge:ST-05']);
    expect(body.assessments[0]).toMatchObject({ passed: false });
    expect(body.assessments[0].skillLevel).toBeUndefined();
    const missing = Object.fromEntries(
      body.notEarned.map((each: any) => [each.achievement.ref, each.missing.map(({ detail, ...rest }: any) => rest)]),
    );
    const criterion = {
      code: 'criterion-below-required',
      ulo: 'ulo:WP-04',
      criterion: 'criterion:WP-04-B',
      reached: 2,
      required: 3,
    };
    expect(Object.keys(missing).toSorted()).toEqual(['badge:WP-04', 'badge:line-WP', 'badge:vp-warmtepomp']);
    expect(missing['badge:WP-04']).toEqual([criterion]);
    expect(missing['badge:line-WP']).toEqual([
      ...['ST-01', 'ST-02', 'ST-03', 'ST-04'].map((code) => ({
        code: 'station-not-completed',
        station: `station:${code}`,
      })),
      ...['EN-01', 'WP-01', 'WP-02', 'WP-03'].map((code) => ({ code: 'ulo-not-assessed', ulo: `ulo:${code}` })),
      criterion,
    ]);
    expect(missing['badge:vp-warmtepomp']).toEqual([
      { code: 'ulo-not-assessed', ulo: 'ulo:WP-02' },
      { code: 'ulo-not-assessed', ulo: 'ulo:WP-03' },
      criterion,
    ]);
  });

  test('of a second try says what that try lacks, though the badge is held already', async () => {
    const email = someone();
    await academy.post('/v1/completions', reportOf(email));
    const { body } = await academy.post('/v1/completions', reportOf(email, [1, 3], { completedOn: '2026-08-01' }));
    const own = body.notEarned.find((each: any) => each.achievement.ref === 'badge:WP-04');
    expect(own.missing).toMatchObject([{ criterion: 'criterion:WP-04-A', reached: 1, required: 3 }]);
  });

  test('may name station and ULO by their codes', async () => {
    const report = stationReport(someone(), 'ST-05', 'WP-04', [3, 3]);
    expect((await academy.post('/v1/completions', report)).status).toBe(201);
  });

  test('of the last station of a line brings the line badge, which rests on all of them', async () => {
    const email = someone();
    const stations = [
      ['ST-01', 'EN-01'],
      ['ST-02', 'WP-01'],
      ['ST-03', 'WP-02'],
      ['ST-04', 'WP-03'],
      ['ST-05', 'WP-04'],
    ] as const;
    let last: any;
    for (const [index, [station, ulo]] of stations.entries()) {
      const completedOn = `2026-0${index + 3}-11`;
      last = await academy.post('/v1/completions', stationReport(email, station, ulo, [3, 3], { completedOn }));
    }
    expect(refs(last.body.awards)).toEqual(['badge:ST-05', 'badge:WP-04', 'badge:line-WP']);
    expect(last.body.awards[2]).toMatchObject({ new: true, awardedDate: '2026-07-11' });
    expect(last.body.awards[2].basis).toHaveLength(10);
    expect(refs(last.body.proposals)).toEqual(['badge:vp-warmtepomp']);
    expect(last.body.notEarned).toEqual([]);
  });
});

describe('the same report again', () => {
  test.each([
    ['without a reference', {}],
    ['with a reference', { reference: 'our report 4711' }],
  ])('%s gives 200 and the same awards, and writes nothing', async (_name, extra) => {
    const report = reportOf(someone(), [3, 3], extra);
    const first = await academy.post('/v1/completions', report);
    const before = await rowCounts(world.database);
    const again = await academy.post('/v1/completions', report);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await rowCounts(world.database)).toEqual(before);
    const { awards, ...rest } = again.body;
    expect(awards).toEqual(first.body.awards.map((award: object) => ({ ...award, new: false })));
    expect(rest).toEqual({ ...first.body, awards: undefined });
  });

  test('in another spelling of the e-mail address is the same learner', async () => {
    const email = someone();
    const first = await academy.post('/v1/completions', reportOf(email));
    const again = await academy.post('/v1/completions', reportOf(email.toUpperCase()));
    expect(again.status).toBe(200);
    expect(again.body.learner).toEqual(first.body.learner);
    expect(again.body.awards.map(({ id }: any) => id)).toEqual(first.body.awards.map(({ id }: any) => id));
  });

  test('with other contents is refused, and told how to correct', async () => {
    const email = someone();
    const first = await academy.post('/v1/completions', reportOf(email));
    const before = await rowCounts(world.database);
    const other = await academy.post('/v1/completions', reportOf(email, [4, 4]));
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({
      type: 'https://badges.example/problems/conflict',
      errors: [{ pointer: '#/replaces', detail: `to correct it, send "replaces": "${first.body.completion.id}"` }],
    });
    expect(await rowCounts(world.database)).toEqual(before);
  });

  test('on another day is another completion', async () => {
    const email = someone();
    const first = await academy.post('/v1/completions', reportOf(email));
    const later = await academy.post('/v1/completions', reportOf(email, [3, 3], { completedOn: '2026-08-01' }));
    expect(later.status).toBe(201);
    expect(later.body.awards.map(({ id }: any) => id)).not.toContain(first.body.awards[0].id);
  });

  test('at another issuer is another learner with other badges', async () => {
    const email = someone();
    const other = await world.academy('ander');
    const first = await academy.post('/v1/completions', reportOf(email));
    const there = await other.post('/v1/completions', reportOf(email));
    expect(there.status).toBe(201);
    expect(there.body.learner.id).not.toBe(first.body.learner.id);
    expect((await other.get(`/v1/awards/${first.body.awards[0].id}`)).status).toBe(404);
  });
});

describe('a report that does not fit', () => {
  const [assessment] = reportOf('').assessments as [any];
  const [a, b] = assessment.criteria;
  const judged = (change: object) => ({ assessments: [{ ...assessment, ...change }] });

  test.each([
    ['an unknown station', { station: 'station:ST-99' }, '#/station', 'unknown-station'],
    ['an unknown line', { line: 'line:XX' }, '#/line', 'unknown-line'],
    ['an unknown ULO', judged({ ulo: 'ulo:XX' }), '#/assessments/0/ulo', 'unknown-ulo'],
    [
      'a ULO of another station',
      judged({
        ulo: 'ulo:WP-03',
        criteria: [
          { criterion: 'criterion:WP-03-A', level: 3 },
          { criterion: 'criterion:WP-03-B', level: 3 },
        ],
      }),
      '#/assessments/0/ulo',
      'not-at-this-station',
    ],
    [
      'an unknown criterion',
      judged({ criteria: [a, b, { criterion: 'criterion:X', level: 3 }] }),
      '#/assessments/0/criteria/2/criterion',
      'unknown-criterion',
    ],
    ['a missing criterion', judged({ criteria: [a] }), '#/assessments/0/criteria', 'criterion-not-judged'],
    [
      'a criterion twice',
      judged({ criteria: [a, b, { ...b, level: 5 }] }),
      '#/assessments/0/criteria/2/criterion',
      'judged-twice',
    ],
    [
      'a level that is not on the scale',
      judged({ criteria: [a, { ...b, level: 6 }] }),
      '#/assessments/0/criteria/1/level',
      'not-on-the-scale',
    ],
    ['a version that was never published', judged({ uloVersion: 2 }), '#/assessments/0/uloVersion', 'unknown-version'],
    ['a ULO judged twice', { assessments: [assessment, assessment] }, '#/assessments/1/ulo', 'judged-twice'],
    ['a day in the future', { completedOn: '2026-11-23' }, '#/completedOn', 'in-the-future'],
    ['a judgement in the future', judged({ date: '2026-11-23' }), '#/assessments/0/date', 'in-the-future'],
    ['a start after the end', { startedOn: '2026-07-24' }, '#/startedOn', 'after-completion'],
    ['a skipped station with results', { status: 'skipped' }, '#/assessments', 'skipped-station'],
  ])('%s is refused with a pointer, and nothing is written', async (_name, change, pointer, code) => {
    const before = await rowCounts(world.database);
    const answer = await academy.post('/v1/completions', reportOf(someone(), [3, 3], change));
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
    expect(await rowCounts(world.database)).toEqual(before);
  });

  test('all mistakes are told at once', async () => {
    const { body } = await academy.post(
      '/v1/completions',
      reportOf(someone(), [7, 3], { completedOn: '2027-01-01', line: 'line:XX' }),
    );
    expect(body.errors.map(({ code }: any) => code)).toEqual(['unknown-line', 'in-the-future', 'not-on-the-scale']);
  });

  test.each([
    ['an unknown member', { grade: 8 }, '#/grade'],
    ['a day that is none', { completedOn: '2026-02-30' }, '#/completedOn'],
    ['an address that is none', { learner: { email: 'noor' } }, '#/learner/email'],
    ['half a level', judged({ criteria: [a, { ...b, level: 2.5 }] }), '#/assessments/0/criteria/1/level'],
    ['a line break in a name', { learner: { email: 'noor@example.org', name: 'a\u0000b' } }, '#'],
  ])('%s is no report at all: 400', async (_name, change, pointer) => {
    const answer = await academy.post('/v1/completions', reportOf(someone(), [3, 3], change));
    expect(answer.status).toBe(400);
    expect(answer.body.errors[0].pointer).toMatch(new RegExp(`^${pointer}`));
  });

  test('an issuer without a curriculum knows no station', async () => {
    const empty = await world.provider('leeg');
    const answer = await empty.post('/v1/completions', reportOf(someone()));
    expect(answer.status).toBe(422);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '#/station', code: 'unknown-station' });
  });
});

describe('a skipped station', () => {
  test('is recorded without a badge, and says so', async () => {
    const report = {
      learner: { email: someone() },
      station: 'station:ST-02',
      status: 'skipped',
      skipReason: { nl: 'Eerder geleerd', en: 'Learnt before' },
      completedOn: '2026-04-09',
    };
    const { status, body } = await academy.post('/v1/completions', report);
    expect(status).toBe(201);
    expect(body.awards).toEqual([]);
    const own = body.notEarned.find((each: any) => each.achievement.ref === 'badge:ST-02');
    expect(own.missing).toEqual([
      { code: 'station-skipped', station: 'station:ST-02', detail: 'station:ST-02 was skipped.' },
    ]);
    const line = body.notEarned.find((each: any) => each.achievement.ref === 'badge:line-WP');
    expect(line.missing.map(({ station, ulo }: any) => station ?? ulo)).not.toContain('ulo:WP-01');
    expect((await academy.post('/v1/completions', report)).status).toBe(200);
  });
});

describe('the language of a badge', () => {
  test.each([
    ['nl', 'nl', 'Inbedrijfstellen en overdragen'],
    ['en', 'en', 'Commissioning and handover'],
    [undefined, 'nl', 'Inbedrijfstellen en overdragen'],
  ])('of a learner who prefers %s is %s', async (language, inLanguage, name) => {
    const learner = { email: someone(), ...(language && { language }) };
    const { body } = await academy.post('/v1/completions', reportOf('', [3, 3], { learner }));
    const station = body.awards.find(({ achievement }: any) => achievement.kind === 'station');
    const badge = await world.stranger.get(new URL(station.url).pathname);
    expect(badge.body.credentialSubject.achievement).toMatchObject({ inLanguage, name: expect.stringContaining(name) });
  });

  test('another language than these two is refused', async () => {
    const learner = { email: someone(), language: 'uk' };
    expect((await academy.post('/v1/completions', reportOf('', [3, 3], { learner }))).status).toBe(400);
  });
});

describe('results that arrive after a new version of the ULO was published', () => {
  /** WP-04 in a second version, whose rubric has other criteria and asks more. */
  function secondVersion() {
    const document = structuredClone(sampleAcademy);
    const ulo = document.ulos.find(({ id }: any) => id === 'ulo:WP-04');
    ulo.version = 2;
    const rubric = document.rubrics.find(({ uloId }: any) => uloId === 'ulo:WP-04');
    for (const criterion of rubric.criteria) {
      criterion.id = criterion.id.replace('WP-04', 'WP-04v2');
      criterion.requiredLevel = 4;
    }
    return document;
  }

  const byVersion = (email: string, uloVersion: number | undefined, level: number, extra: object = {}) => {
    const letter = uloVersion === 1 ? 'WP-04' : 'WP-04v2';
    const criteria = ['A', 'B'].map((end) => ({ criterion: `criterion:${letter}-${end}`, level }));
    return {
      learner: { email },
      station: 'station:ST-05',
      completedOn: '2026-07-23',
      assessments: [{ ulo: 'ulo:WP-04', ...(uloVersion && { uloVersion }), criteria }],
      ...extra,
    };
  };

  let later: Provider;
  let before: any;
  const early = 'early@example.org';

  beforeAll(async () => {
    later = await world.academy('later');
    before = await later.post('/v1/completions', reportOf(early));
    const { status, text } = await later.put('/v1/curriculum', secondVersion());
    if (status !== 200) throw new Error(text);
  });

  const ofUlo = (items: any[]) => items.filter(({ achievement }) => achievement.ref === 'badge:WP-04');

  test('without a version they are judged by the new rubric', async () => {
    const { body } = await later.post('/v1/completions', byVersion(someone(), undefined, 3));
    expect(body.assessments).toMatchObject([{ uloVersion: 2, passed: false }]);
    expect(ofUlo(body.notEarned)).toMatchObject([
      { achievement: { version: 2 }, missing: [{ criterion: 'criterion:WP-04v2-A', required: 4 }, {}] },
    ]);
    expect((await later.post('/v1/completions', byVersion(someone(), 2, 4))).body.assessments[0].passed).toBe(true);
  });

  test('that name the old version are judged by its rubric and awarded as it was then', async () => {
    const { status, body } = await later.post('/v1/completions', byVersion(someone(), 1, 3));
    expect(status).toBe(201);
    expect(body.assessments).toMatchObject([{ uloVersion: 1, passed: true, skillLevel: 3 }]);
    const [award, ...others] = ofUlo(body.awards);
    expect(others).toEqual([]);
    const [then] = ofUlo(before.body.awards);
    expect(award.achievement).toEqual(then.achievement);
    expect(ofUlo(body.notEarned)).toEqual([]);
    const badge = await world.stranger.get(new URL(award.url).pathname);
    expect(JSON.stringify(badge.body.credentialSubject)).not.toContain('WP-04v2');
    expect(badge.body.credentialSubject.result).toHaveLength(2);
    expect((await world.stranger.post('/verify', badge.bytes)).body.verdict).toBe('valid');
  });

  test('that fail by the old version are told by its criteria', async () => {
    const { body } = await later.post('/v1/completions', byVersion(someone(), 1, 2));
    expect(ofUlo(body.awards)).toEqual([]);
    expect(ofUlo(body.notEarned)).toMatchObject([
      { achievement: { version: 1 }, missing: [{ criterion: 'criterion:WP-04-A', reached: 2, required: 3 }, {}] },
    ]);
    const line = body.notEarned.find(({ achievement }: any) => achievement.ref === 'badge:line-WP');
    expect(line.missing).toContainEqual(
      expect.objectContaining({ code: 'criterion-below-required', criterion: 'criterion:WP-04-A', required: 3 }),
    );
  });

  test('the criteria of the one version do not fit the other', async () => {
    const report = byVersion(someone(), undefined, 3);
    const [{ criteria }] = reportOf('').assessments as [any];
    report.assessments[0] = { ulo: 'ulo:WP-04', criteria };
    const { status, body } = await later.post('/v1/completions', report);
    expect(status).toBe(422);
    expect(body.errors.map(({ code }: any) => code)).toContain('unknown-criterion');
  });

  test('a version that is still to come is refused', async () => {
    const { status, body } = await later.post('/v1/completions', byVersion(someone(), 3, 3));
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([
      {
        pointer: '#/assessments/0/uloVersion',
        code: 'unknown-version',
        detail: expect.stringContaining('newest is 2'),
      },
    ]);
  });

  test('a report from before is still the same report, though it would not fit any more', async () => {
    const counts = await rowCounts(world.database);
    const again = await later.post('/v1/completions', reportOf(early));
    expect(again.status).toBe(200);
    expect(refs(again.body.awards)).toEqual(refs(before.body.awards));
    expect(again.body.awards.map(({ id }: any) => id)).toEqual(before.body.awards.map(({ id }: any) => id));
    expect(await rowCounts(world.database)).toEqual(counts);
  });

  test('another report of that learner does not award the old result once more', async () => {
    const { body } = await later.post('/v1/completions', stationReport(early, 'ST-01', 'EN-01', [2, 2]));
    expect(refs(body.awards)).toEqual(['badge:ST-01', 'badge:EN-01']);
    const { body: page } = await later.get(`/v1/awards?learner=${body.learner.id}`);
    expect(refs(page.items).toSorted()).toEqual(['badge:EN-01', 'badge:ST-01', 'badge:ST-05', 'badge:WP-04']);
  });
});
