import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenJobs, openJobs } from '../../src/platform/jobs/open-jobs.ts';
import { createLog } from '../../src/platform/log.ts';
import { rowsOf, tablesOf } from '../support/stored.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const log = createLog({ logLevel: 'silent' });
let own: TestDatabase;
let jobs: OpenJobs;
const done: string[] = [];

beforeAll(async () => {
  own = await createTestDatabase();
  // Two replicas that start at the same moment.
  const [first, second] = await Promise.all([
    openJobs(own.database, log, ['deliveries']),
    openJobs(own.database, log, ['deliveries']),
  ]);
  await second.stop();
  jobs = first;
});
afterAll(async () => {
  await jobs.stop();
  await own[Symbol.asyncDispose]();
});

const waiting = async () =>
  (await rowsOf(own.database, "select data->>'id' as id from pgboss.job where state = 'created'")).map(({ id }) => id);

test('the tables of the library stand in a schema of their own', async () => {
  const [{ count }] = await rowsOf(
    own.database,
    "select count(*)::int from information_schema.tables where table_schema = 'pgboss'",
  );
  expect(count).toBeGreaterThan(0);
  expect((await tablesOf(own.database)).filter((name) => /job|queue|boss/.test(name))).toEqual([]);
});

test('a job is there when its transaction is, and not when that is rolled back', async () => {
  const lost = own.database.transaction(async (tx) => {
    await jobs.send(tx, 'deliveries', [{ id: 'lost', group: 'a' }]);
    throw new Error('rolled back');
  });
  await expect(lost).rejects.toThrow('rolled back');
  await own.database.transaction(async (tx) => {
    await jobs.send(tx, 'deliveries', [{ id: 'kept', group: 'a' }]);
    expect(await waiting()).toEqual([]); // seen from another connection
  });
  expect(await waiting()).toEqual(['kept']);
});

test('a job that waits already is not written twice', async () => {
  await own.database.transaction((tx) =>
    jobs.send(tx, 'deliveries', [
      { id: 'kept', group: 'a' },
      { id: 'other', group: 'b' },
    ]),
  );
  expect((await waiting()).toSorted()).toEqual(['kept', 'other']);
});

test('jobs are worked off, also when one of them fails', async () => {
  await jobs.work([
    {
      queue: 'deliveries',
      run: async (id) => {
        if (id === 'kept') throw new Error('cannot');
        done.push(id);
      },
    },
  ]);
  await until(() => done.includes('other'));
  await own.database.transaction((tx) => jobs.send(tx, 'deliveries', [{ id: 'later', group: 'a' }]));
  await until(() => done.includes('later'));
  expect(await waiting()).toEqual([]);
});
