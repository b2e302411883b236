import { pino } from 'pino';
import type { Issuing } from '../credentials/index.ts';
import { createKeyring, openLocalCustody } from '../issuers/index.ts';
import { systemClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { visitConfiguredDatabase } from '../platform/configured-database.ts';
import { checkServer } from '../platform/database.ts';
import type { Caller } from '../platform/deps.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog } from '../platform/log.ts';
import { requireSchema } from '../platform/migrate.ts';
import { systemRandom } from '../platform/random.ts';

/** The rooms as a shell command meets them: the same verbs as behind the routes, on the same database. */
export interface House {
  readonly on: Issuing;
  /** Every command is one call of the operator's; the audit log names it so. */
  readonly caller: Caller;
  close(): Promise<void>;
}

/** A command asks one thing after the other; the service keeps its connections. */
const pool = { max: 2, application_name: 'stempel-shell' };

/**
 * Opens the house for one command.
 * @throws {ConfigError} with a message for the operator
 */
export async function openHouse(variables: Readonly<Record<string, string | undefined>>): Promise<House> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...variables });
  // stdout is for the answer.
  const log = createLog(config, pino.destination({ fd: 2, sync: true }));
  const custody = await openLocalCustody(config);
  const opened = await visitConfiguredDatabase(config, pool);
  try {
    await checkServer(opened.database);
    await requireSchema(opened.database, config.allowNewerSchema);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return {
    on: {
      config,
      log,
      database: opened.database,
      clock: systemClock,
      ids: randomIds,
      random: systemRandom,
      keyring: createKeyring(custody),
    },
    caller: { actor: 'operator-shell', requestId: randomIds.next() },
    close: opened.close,
  };
}
