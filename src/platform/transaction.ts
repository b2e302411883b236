import { DrizzleQueryError } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { commitThen } from './after-commit.ts';
import { isUnanswered } from './database-failure.ts';
import { traced } from './tracing.ts';

type Transact = NodePgDatabase<Record<string, never>>['transaction'];

/**
 * Makes transactions on connections of a pool. The library's own way keeps a connection for ever when `begin` fails on it, and gives one back
 * that may still be in a transaction when `rollback` fails: after twenty such moments nothing could connect any more. Here every connection goes
 * back, and one in doubt is closed.
 */
export function transactionsOn(pool: Pool): Transact {
  return async (work, options) => {
    const client = await pool.connect();
    let inDoubt = false;
    try {
      return await traced('transaction', () => commitThen(() => drizzle(client).transaction(work, options)));
    } catch (error) {
      inDoubt = isUnanswered(error) || error instanceof DrizzleQueryError;
      throw error;
    } finally {
      client.release(inDoubt);
    }
  };
}
