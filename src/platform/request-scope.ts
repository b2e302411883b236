import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import type { Database, Transaction } from './database.ts';
import { asksBypass, type Bypasses, tenantRole } from './tenant-role.ts';

/** What the database calls of one request share. */
interface RequestScope {
  /** The issuer to whose rows the request is bound; absent for the operator. */
  readonly issuerId: string | undefined;
  /** The transaction that the whole request is one of; absent for a request that makes transactions of its own. */
  readonly transaction: Transaction | undefined;
}

const current = new AsyncLocalStorage<RequestScope>();

/**
 * The database as the rooms get it. Inside a request it is that request's transaction, so that all of it is durable together or not at
 * all, and so that PostgreSQL shows it the rows of its own issuer only; outside one it is the pool.
 */
export function scopedDatabase(database: Database): Database {
  return new Proxy(database, {
    get(pool, member) {
      const scope = current.getStore();
      if (scope === undefined || member === '$client') return Reflect.get(pool, member);
      if (scope.transaction !== undefined) return memberOf(scope.transaction, member);
      if (member === 'transaction') return transactionsFor(pool, scope.issuerId);
      if (scope.issuerId === undefined) return Reflect.get(pool, member);
      throw new Error(
        'a request that makes its own transactions reads in them too, because only they are bound to its issuer',
      );
    },
  });
}

function memberOf(transaction: Transaction, member: string | symbol): unknown {
  const value: unknown = Reflect.get(transaction, member);
  return typeof value === 'function' ? value.bind(transaction) : value;
}

/**
 * Runs the work of a request in one transaction, bound to its issuer.
 * @param issuerId absent for the operator, who sees every issuer
 */
export function inOneTransaction<Result>(
  pool: Database,
  issuerId: string | undefined,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return transactionsFor(
    pool,
    issuerId,
  )((transaction) => current.run({ issuerId, transaction }, () => work(transaction)));
}

/** Runs the work of a request that makes transactions of its own (a stream that may take minutes); each of them is bound to the issuer. */
export function inOwnTransactions<Result>(issuerId: string | undefined, work: () => Promise<Result>): Promise<Result> {
  return current.run({ issuerId, transaction: undefined }, work);
}

function transactionsFor(pool: Database, issuerId: string | undefined): Database['transaction'] {
  return (work, options) =>
    pool.transaction(async (transaction) => {
      if (issuerId !== undefined) await bind(pool, transaction, issuerId);
      return work(transaction);
    }, options);
}

/** The second wall (threats.md §5): from here to the end of the transaction the policies of `migrations/*_row_level_security.sql` hold. */
async function bind(pool: Database, transaction: Transaction, issuerId: string): Promise<void> {
  await transaction.execute(sql`select set_config('stempel.issuer_id', ${issuerId}, true)`);
  if (await bypasses(pool, transaction)) await transaction.execute(sql.raw(`set local role ${tenantRole}`));
}

const bypassing = new WeakMap<object, boolean>();

/** Asked once per pool, over the connection at hand: there may be no other. */
async function bypasses({ $client }: Database, transaction: Transaction): Promise<boolean> {
  const known = bypassing.get($client) ?? (await transaction.execute<Bypasses>(sql.raw(asksBypass))).rows[0]?.bypasses;
  bypassing.set($client, known ?? true);
  return known ?? true;
}
