import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { until } from '../support/until.ts';
import { type Academy, openAcademy, reportOf } from './academy.ts';
import { dice } from './dice.ts';
import { sendUntilAnswered } from './send.ts';
import { type ReplicaStage, replicasOnOneDatabase } from './stage.ts';
import { makeTally } from './tally.ts';

/** Two services in processes of their own, on one database, with a mail server that counts. */
let mailbox: Mailbox;
let stage: ReplicaStage;
let academy: Academy;
let connection: Client;
beforeAll(async () => {
  mailbox = await openMailbox();
  stage = await replicasOnOneDatabase(2, { SMTP_URL: mailbox.url, MAIL_FROM: 'badges@example.org' });
  await stage.recover();
  academy = await openAcademy(stage.replicas[0]?.address ?? '');
  connection = new Client(stage.connection);
  await connection.connect();
}, 120_000);
afterAll(async () => {
  await connection.end();
  await stage[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
});

const clients = 50;
const count = async (query: string, ...values: unknown[]): Promise<number> =>
  (await connection.query(query, values)).rows[0].count;

/** Fifty at once, over both services; every third cuts its connection and sends again. */
async function fire(seed: number, keyOf: () => string, email: string) {
  const addresses = stage.replicas.map(({ address }) => address);
  const tally = makeTally();
  const answers = await Promise.all(
    Array.from({ length: clients }, (_, index) => {
      const throws = dice(seed + index);
      return sendUntilAnswered(
        { addresses, apiKey: academy.apiKey, dice: throws, tally },
        {
          path: '/v1/completions',
          body: reportOf(email, 'ST-05', 3),
          key: keyOf(),
          ...(index % 3 === 0 && { cutAfter: 1 + throws.below(200) }),
        },
      );
    }),
  );
  expect(tally.faults).toEqual([]);
  expect(tally.cut, 'the test means to cut connections').toBeGreaterThan(0);
  return answers;
}

test.each([
  ['the same Idempotency-Key', 'same@example.org', () => 'the-same-key'],
  ['a key each, so that only the report itself says that it is the same', 'own@example.org', () => randomUUID()],
])(
  'the same report from fifty clients with %s makes one award, one place in a list, one mail',
  async (_with, email, keyOf) => {
    const answers = await fire(7, keyOf, email);
    const awards = new Set(answers.flatMap(({ body }) => body.awards.map(({ id }: { id: string }) => id)));
    expect(awards.size).toBe(answers[0]?.body.awards.length);
    const learner = answers[0]?.body.learner.id;
    const ids = [...awards];
    expect(await count('select count(*)::int from awards where learner_id = $1', learner)).toBe(ids.length);
    const credentials = 'from credentials where award_id = any($1)';
    expect(await count(`select count(*)::int ${credentials}`, ids)).toBe(ids.length);
    expect(await count(`select count(distinct (status_list_id, status_index))::int ${credentials}`, ids)).toBe(
      ids.length,
    );
    expect(await count('select count(*)::int from completions where learner_id = $1', learner)).toBe(1);
    await until(async () => (await mailbox.to(email)).length > 0, 20_000);
    await until(
      async () => (await count("select count(*)::int from deliveries where state in ('pending', 'sending')")) === 0,
      20_000,
    );
    expect(mailbox.to(email)).toHaveLength(1);
  },
  120_000,
);
