import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { closeDatabase, type Database, migrate, openDatabase } from '../../src/platform/database.ts';
import { inOneTransaction } from '../../src/platform/request-scope.ts';
import { onServer } from '../support/template.ts';

/** A login as a careful operator gives it: it owns its database and is nothing else. */
const login = `plain_${randomUUID().replaceAll('-', '')}`;
let database: Database;
beforeAll(async () => {
  const server = inject('server');
  await onServer(server, `create role ${login} login password 'plain'`);
  await onServer(server, `create database ${login} owner ${login}`);
  database = openDatabase({ ...server, user: login, password: 'plain', database: login });
  await migrate(database);
});
afterAll(async () => {
  await closeDatabase(database);
  await onServer(inject('server'), `drop database ${login}`);
  await onServer(inject('server'), `drop role ${login}`);
});

test('is held by row-level security too, without any role of ours', async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  for (const id of [mine, theirs]) {
    await database.execute(sql`insert into issuers (id, slug, did, profile_url, profile, created_at, changed_at)
      values (${id}, ${id}, ${id}, 'https://x.example', '{}', now(), now())`);
  }
  const seen = await inOneTransaction(database, mine, (tx) => tx.execute<{ id: string }>(sql`select id from issuers`));
  expect(seen.rows).toEqual([{ id: mine }]);
  expect((await database.execute(sql`select from issuers`)).rowCount).toBe(2);
});

test('can migrate again', async () => {
  await expect(migrate(database)).resolves.toBeUndefined();
});
