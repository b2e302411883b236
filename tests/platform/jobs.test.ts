import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJobs, type RunningJobs } from '../../src/platform/jobs.ts';
import { createLog } from '../../src/platform/log.ts';
import { rowsOf, tablesOf } from '../support/stored.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const log = createLog({ logLevel: 'silent' });
let own: TestDatabase;
let jobs: RunningJobs;
let other: RunningJobs;
let done: string[] = [];
const stuck = Promise.withResolvers<void>();

beforeAll(async () => {
  own = await createTestDatabase();
  jobs = createJobs(own.database, log);
  other = createJobs(own.database, log);
  const worker = {
    queue: 'tests',
    atOnce: 10,
    work: async (data: object) => {
      const word = 'word' in data ? String(data.word) : '';
      if (word === 'fails') throw new Error('cannot');
      if (word === 'hangs') await stuck.promise;
      done.push(word);
    },
  };
  // Two replicas that start at the same moment, and make the schema of the library.
  await Promise.all([jobs.start([worker]), other.start([worker])]);
});
afterAll(async () => {
  stuck.resolve();
  await Promise.all([jobs.stop(), other.stop()]);
  await own[Symbol.asyncDispose]();
});

const send = (...words: string[]) =>
  own.database.transaction(async (tx) => {
    for (const word of words) await jobs.send(tx, 'tests', { word }, { group: word });
  });

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
    await jobs.send(tx, 'tests', { word: 'lost' });
    throw new Error('rolled back');
  });
  await expect(lost).rejects.toThrow('rolled back');
  await send('kept');
  await until(() => done.includes('kept'));
  expect(await rowsOf(own.database, "select from pgboss.job where data->>'word' = 'lost'")).toEqual([]);
});

test('a job is worked off by one of the replicas, also beside one that fails', async () => {
  done = [];
  await send('fails', 'a', 'b', 'c', 'd', 'e', 'f', 'g');
  await until(() => done.length >= 7);
  expect(done.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
});

test('a group whose jobs hang does not hold up the jobs of other groups', async () => {
  done = [];
  await send(...Array.from({ length: 40 }, () => 'hangs'), 'quick');
  await until(() => done.includes('quick'));
  expect(done).toEqual(['quick']);
});

test('a job for later waits until then', async () => {
  done = [];
  await own.database.transaction((tx) =>
    jobs.send(tx, 'tests', { word: 'later' }, { at: new Date(Date.now() + 86_400_000) }),
  );
  await send('now');
  await until(() => done.includes('now'));
  expect(done).toEqual(['now']);
});

test('what never started can be stopped', async () => {
  await expect(createJobs(own.database, log).stop()).resolves.toBeUndefined();
});
