import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../../src/platform/database.ts';
import { inOneTransaction, inOwnTransactions, scopedDatabase } from '../../src/platform/request-scope.ts';
import { rowsOf, tablesOf } from '../support/stored.ts';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

/** The second wall (threats.md §5), tried with the code's own checks left out: plain SQL in the transaction of somebody else's request. */
let world: World;
let mine: Provider;
let theirs: Provider;
beforeAll(async () => {
  world = await makeWorld();
  mine = await world.academy('mine');
  theirs = await world.academy('theirs');
  for (const academy of [mine, theirs]) await academy.post('/v1/completions', reportOf('person@example.org'));
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const asMine = <Result>(work: (transaction: Transaction) => Promise<Result>) =>
  inOneTransaction(world.database, mine.issuer.id, work);

const ownedTables = async () => {
  const found = await rowsOf(
    world.database,
    `select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name = 'issuer_id'`,
  );
  return found.map(({ table_name }) => String(table_name));
};

test('every table has a policy, forced on its owner too', async () => {
  const walled = await rowsOf(
    world.database,
    `select relname from pg_class join pg_policy on polrelid = pg_class.oid
     where relrowsecurity and relforcerowsecurity and polname in ('own_issuer', 'nobodys')`,
  );
  const names = walled.map(({ relname }) => relname);
  const open = (await tablesOf(world.database)).filter((table) => !names.includes(table));
  expect(open, 'a table without a wall').toEqual([]);
});

test('a bound transaction sees no row of another issuer in any table, and its own in all that have some', async () => {
  let seen = 0;
  for (const table of await ownedTables()) {
    const name = sql.identifier(table);
    const { rows } = await asMine((tx) =>
      tx.execute<{ issuer: string | null }>(sql`select distinct issuer_id as issuer from ${name}`),
    );
    const own = await rowsOf(world.database, `select from "${table}" where issuer_id = $1 limit 1`, mine.issuer.id);
    expect(
      rows.filter(({ issuer }) => issuer !== null && issuer !== mine.issuer.id),
      table,
    ).toEqual([]);
    expect(
      rows.filter(({ issuer }) => issuer === mine.issuer.id),
      table,
    ).toHaveLength(own.length);
    seen += own.length;
  }
  expect(seen).toBeGreaterThan(10);
  const { rows } = await asMine((tx) => tx.execute(sql`select id from issuers`));
  expect(rows).toEqual([{ id: mine.issuer.id }]);
});

describe('a bound transaction cannot', () => {
  test('change or delete rows of another issuer', async () => {
    for (const table of ['learners', 'awards', 'completions', 'api_keys', 'signing_keys', 'status_entries']) {
      const name = sql.identifier(table);
      const foreign = sql`from ${name} where issuer_id = ${theirs.issuer.id}`;
      const { rowCount } = await asMine((tx) => tx.execute(sql`delete ${foreign}`));
      expect(rowCount, table).toBe(0);
      expect(
        (await rowsOf(world.database, `select from "${table}" where issuer_id = $1`, theirs.issuer.id)).length,
        table,
      ).toBeGreaterThan(0);
    }
  });

  test('write rows in the name of another issuer, or of nobody', async () => {
    for (const issuer of [theirs.issuer.id, null]) {
      const written = asMine((tx) =>
        tx.execute(sql`insert into idempotency_keys (issuer_id, key_hash, salt, request_digest, expires_at)
          values (${issuer}, 'x', 'x', 'x', now())`),
      );
      await expect(written).rejects.toMatchObject({ cause: { code: '42501' } }); // insufficient_privilege
    }
  });
});

test('a request that makes its own transactions is bound in each of them, and reads nowhere else', async () => {
  const scoped = scopedDatabase(world.database);
  const issuers = await inOwnTransactions(mine.issuer.id, () =>
    scoped.transaction(async (tx) => (await tx.execute<{ id: string }>(sql`select id from issuers`)).rows),
  );
  expect(issuers).toEqual([{ id: mine.issuer.id }]);
  await expect(inOwnTransactions(mine.issuer.id, async () => scoped.execute(sql`select 1`))).rejects.toThrow(/bound/);
});

test('the wall is gone with the transaction: the next user of the connection is not bound', async () => {
  const own = await makeWorld({ connections: 1 });
  const provider = await own.provider('solo');
  await provider.get('/v1/issuers/me');
  const { rows } = await own.database.execute(
    sql`select current_user = session_user as same, current_setting('stempel.issuer_id', true) as bound`,
  );
  expect(rows).toEqual([{ same: true, bound: '' }]);
  await own[Symbol.asyncDispose]();
});
