import { DrizzleQueryError } from 'drizzle-orm';
import { DatabaseError, Pool, type PoolClient } from 'pg';

/** No connection could be had: the server is away, or all connections stayed busy for too long. */
class DatabaseUnreachable extends Error {}

type Connected = (error: Error | undefined, client: PoolClient | undefined, done: (release?: unknown) => void) => void;

/** A pool whose failures to connect can be told from all other errors; `pg` gives some of them neither a class nor a code. */
export class WatchedPool extends Pool {
  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | undefined {
    if (callback === undefined) return super.connect().catch((cause) => Promise.reject(unreachable(cause)));
    super.connect((error, client, done) => callback(error && unreachable(error), client, done));
    return undefined;
  }
}

function unreachable(cause: unknown): DatabaseUnreachable {
  return new DatabaseUnreachable('no connection to the database', { cause });
}

/**
 * SQLSTATE codes that say "not now" (PostgreSQL, appendix A). Classes: connection exception, insufficient resources (53100: the disk is full),
 * operator intervention (57014: a statement took too long). Single ones: the losers of a serialization conflict and of a deadlock, a server
 * that has just become a standby (25006), a transaction that stood still or took too long (25P03, 25P04), a lock that was not to be had
 * (55P03), a disk that does not answer (58030).
 */
const notNow = /^(08|53|57|40001$|40P01$|25006$|25P03$|25P04$|55P03$|58030$)/;

/** Whether an error means that the database did not answer, so that the same request can succeed later. */
export function isUnanswered(error: unknown): boolean {
  if (error instanceof DatabaseUnreachable) return true;
  if (error instanceof DatabaseError) return notNow.test(error.code ?? '');
  if (!(error instanceof DrizzleQueryError)) return false;
  // The server refused, or a value could not be sent (a TypeError, our fault); every other failure is that of the connection.
  const { cause } = error;
  return (
    isUnanswered(cause) ||
    (cause instanceof Error && !(cause instanceof DatabaseError) && !(cause instanceof TypeError))
  );
}
