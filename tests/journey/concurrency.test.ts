import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/platform/database.ts';
import type { Http } from '../../src/platform/http.ts';
import { type Answer, makeWorld, operatorKey, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
/** The same service a second time, on the same database with connections of its own. */
let twin: { app: Http; database: Database };

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
  const { host, user, database: name } = world.database.$client.options;
  const database = openDatabase({ host: String(host), user: String(user), database: String(name) });
  const { http: app } = await buildApp({ ...world.on, database }, { custody: world.custody, operatorKey });
  await app.ready();
  twin = { app, database };
});
afterAll(async () => {
  await twin.app.close();
  await closeDatabase(twin.database);
  await world[Symbol.asyncDispose]();
});

let learners = 0;
const someone = () => `learner-${++learners}@example.org`;
const times = <Result>(count: number, what: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => what(index)));

/** Through the other app; the answer in the same form. */
async function reportToTwin(body: unknown): Promise<Pick<Answer, 'status' | 'body'>> {
  const response = await twin.app.inject({
    method: 'POST',
    url: '/v1/completions',
    headers: { authorization: `Bearer ${academy.key}`, 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  return { status: response.statusCode, body: response.json() };
}

const awardsOf = async (learnerId: string) => (await academy.get(`/v1/awards?learner=${learnerId}`)).body.items;
const idsIn = ({ body }: Pick<Answer, 'body'>) => body.awards.map(({ id }: any) => id);
const created = (answers: readonly Pick<Answer, 'status'>[]) => answers.filter(({ status }) => status === 201);

const stations = [
  ['ST-01', 'EN-01'],
  ['ST-02', 'WP-01'],
  ['ST-03', 'WP-02'],
  ['ST-04', 'WP-03'],
  ['ST-05', 'WP-04'],
] as const;

const stationReport = (email: string, [station, ulo]: readonly [string, string], index: number) => ({
  learner: { email },
  station,
  completedOn: `2026-0${index + 3}-11`,
  assessments: [{ ulo, criteria: ['A', 'B'].map((end) => ({ criterion: `criterion:${ulo}-${end}`, level: 3 })) }],
});

describe('the same report thirty times at once', () => {
  test.each([
    ['to one service', (body: unknown) => (_index: number) => academy.post('/v1/completions', body)],
    [
      'to two services on one database',
      (body: unknown) => (index: number) =>
        index % 2 === 0 ? academy.post('/v1/completions', body) : reportToTwin(body),
    ],
  ])('%s makes one set of awards; exactly one answer says created', async (_name, sender) => {
    const answers = await times(30, sender(reportOf(someone())));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(29).fill(200), 201]);
    expect(new Set(answers.map((answer) => idsIn(answer).join())).size).toBe(1);
    const [first] = answers;
    const held = await awardsOf(first?.body.learner.id);
    expect(held.map(({ id }: any) => id).toSorted()).toEqual(idsIn(first as Answer).toSorted());
    const fresh = answers.flatMap(({ body }) => body.awards.filter((award: any) => award.new));
    expect(fresh).toHaveLength(2);
  });

  test('of thirty learners makes thirty learners, and every badge has a place of its own', async () => {
    const answers = await times(30, (index) =>
      index % 2 === 0 ? academy.post('/v1/completions', reportOf(someone())) : reportToTwin(reportOf(someone())),
    );
    expect(created(answers)).toHaveLength(30);
    expect(new Set(answers.map(({ body }) => body.learner.id)).size).toBe(30);
    const { rows } = await world.database.execute<{ places: string; badges: string }>(
      sql`select count(distinct (status_list_id, status_index)) as places, count(*) as badges from credentials`,
    );
    expect(rows[0]?.places).toBe(rows[0]?.badges);
  });

  test('with other contents each time records one, and refuses the others', async () => {
    const email = someone();
    const answers = await times(6, (level) => academy.post('/v1/completions', reportOf(email, [level, level])));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
  });
});

describe('different reports about one learner at once', () => {
  test.each([
    ['one service', (report: any) => academy.post('/v1/completions', report)],
    [
      'two services',
      (report: any, index: number) =>
        index % 2 === 0 ? academy.post('/v1/completions', report) : reportToTwin(report),
    ],
  ])('that finish a line together give exactly one line badge: %s', async (_name, send) => {
    const email = someone();
    const answers = await Promise.all(stations.map((each, index) => send(stationReport(email, each, index), index)));
    expect(created(answers)).toHaveLength(5);
    const held = await awardsOf(answers[0]?.body.learner.id);
    const refs = held.map(({ achievement }: any) => achievement.ref);
    expect(refs.filter((ref: string) => ref === 'badge:line-WP')).toHaveLength(1);
    expect(refs).toHaveLength(11);
    const { body } = await academy.get('/v1/proposals?state=proposed&limit=200');
    const own = body.items.filter(({ learner }: any) => learner.id === answers[0]?.body.learner.id);
    expect(own).toHaveLength(1);
  });

  test('the same correction ten times at once corrects once', async () => {
    const email = someone();
    const first = await academy.post('/v1/completions', reportOf(email, [3, 3]));
    world.clock.advance(60_000);
    const correction = { ...reportOf(email, [4, 4]), replaces: first.body.completion.id };
    const answers = await times(10, (index) =>
      index % 2 === 0 ? academy.post('/v1/completions', correction) : reportToTwin(correction),
    );
    expect(created(answers)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.completion.id)).size).toBe(1);
    const ulo = first.body.awards.find(({ achievement }: any) => achievement.kind === 'ulo');
    const { rows } = await world.database.execute<{ issues: string }>(
      sql`select count(*) as issues from credentials where award_id = ${ulo.id}::uuid`,
    );
    expect(rows[0]?.issues).toBe('2');
  });

  test('revoking while a correction runs never leaves a badge valid', async () => {
    for (let round = 0; round < 8; round += 1) {
      const email = someone();
      const first = await academy.post('/v1/completions', reportOf(email, [3, 3]));
      const [station, ulo] = first.body.awards;
      world.clock.advance(60_000);
      const correction = {
        ...reportOf(email, [4, 4], { startedOn: '2026-07-22' }),
        replaces: first.body.completion.id,
      };
      // Both awards are issued again by the correction; both are withdrawn at the same time.
      const answers = await Promise.all([
        academy.post(`/v1/awards/${ulo.id}/revoke`, { reason: 'Test' }),
        reportToTwin(correction),
        academy.post(`/v1/awards/${station.id}/revoke`, { reason: 'Test' }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 201, 200]);
      for (const { id, url } of [ulo, station]) {
        expect((await academy.get(`/v1/awards/${id}`)).body.state).toBe('revoked');
        const { bytes } = await world.stranger.get(new URL(url).pathname);
        expect((await world.stranger.post('/verify', bytes)).body.verdict).toBe('revoked');
      }
    }
  });
});
