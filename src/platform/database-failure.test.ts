import { DrizzleQueryError, sql } from 'drizzle-orm';
import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { closeDatabase, openDatabase } from './database.ts';
import { isUnanswered } from './database-failure.ts';

const answered = (code: string) => Object.assign(new DatabaseError('words', 5, 'error'), { code });
const asking = (cause: Error) => new DrizzleQueryError('select 1', [], cause);

test.each([
  ['the server is shutting down', asking(answered('57P01')), true],
  ['the server is starting', answered('57P03'), true],
  ['too many connections', asking(answered('53300')), true],
  ['a deadlock was lost', asking(answered('40P01')), true],
  ['the disk is full', asking(answered('53100')), true],
  ['a serialization conflict was lost', asking(answered('40001')), true],
  ['a statement took too long', asking(answered('57014')), true],
  ['a transaction stood still for too long', asking(answered('25P03')), true],
  ['the server has become a standby', asking(answered('25006')), true],
  ['a lock was not to be had', asking(answered('55P03')), true],
  ['the disk does not answer', asking(answered('58030')), true],
  ['the data are damaged', asking(answered('XX001')), false],
  ['a statement follows one that failed', asking(answered('25P02')), false],
  ['the connection broke', asking(new Error('Connection terminated unexpectedly')), true],
  ['the network broke', asking(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })), true],
  ['a unique value is there already', asking(answered('23505')), false],
  ['a table is not there', asking(answered('42P01')), false],
  ['a value could not be sent', asking(new TypeError('circular structure')), false],
  ['our own mistake', new Error('no rows'), false],
  ['a file that is not there', Object.assign(new Error('ENOENT'), { code: 'ENOENT' }), false],
])('%s', (_what, error, unanswered) => {
  expect(isUnanswered(error)).toBe(unanswered);
});

test.each([
  ['refuses', 'postgres://nobody@127.0.0.1:1/none'],
  ['has no socket', { host: '/nowhere', database: 'none', user: 'nobody' }],
])('a server that %s does not answer, in a query and in a transaction', async (_what, options) => {
  const database = openDatabase(options);
  const failures = await Promise.allSettled([
    database.execute(sql`select 1`),
    database.transaction(async (tx) => tx.execute(sql`select 1`)),
  ]);
  for (const failure of failures) expect(failure.status === 'rejected' && isUnanswered(failure.reason)).toBe(true);
  await closeDatabase(database);
});
