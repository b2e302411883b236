import { pino } from 'pino';
import { furnish } from '../furnish.ts';
import { type Custody, openCustody } from '../issuers/index.ts';
import type { Learning } from '../learners/index.ts';
import { systemClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { type ConfiguredDatabase, visitConfiguredDatabase } from '../platform/configured-database.ts';
import { checkServer } from '../platform/database.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog } from '../platform/log.ts';
import { requireSchema } from '../platform/migrate.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { systemRandom } from '../platform/random.ts';

/** The rooms as a shell command meets them: the same verbs as behind the routes, on the same database. */
export interface House {
  readonly on: Learning;
  /** Who keeps the key-encryption key. */
  readonly custody: Custody;
  /** Every command is one call of the operator's; the audit log names it so. */
  readonly caller: Caller;
}

/** A command asks one thing after the other; the service keeps its connections. */
const pool = { max: 2, application_name: 'stempel-shell' };

type Variables = Readonly<Record<string, string | undefined>>;

/** The configuration of a command: as the service's, but quiet. */
export const readShellConfig = (variables: Variables) => readConfig({ LOG_LEVEL: 'warn', ...variables });

/**
 * Opens the configured database for one command.
 * @throws {ConfigError} with a message for the operator, also when the schema is not of this release
 */
export async function openShellDatabase(variables: Variables): Promise<ConfiguredDatabase> {
  const config = readShellConfig(variables);
  const opened = await visitConfiguredDatabase(config, pool);
  try {
    await checkServer(opened.database);
    await requireSchema(opened.database, config.allowNewerSchema);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/**
 * Puts the house together around an open database.
 * @throws {ConfigError} with a message for the operator
 */
export async function openHouse(variables: Variables, { database }: ConfiguredDatabase): Promise<House> {
  const config = readShellConfig(variables);
  const on: Deps = {
    config,
    // stdout is for the answer.
    log: createLog(config, pino.destination({ fd: 2, sync: true })),
    database,
    clock: systemClock,
    ids: randomIds,
    random: systemRandom,
    outbound: createOutbound(config),
  };
  const custody = await openCustody(config);
  return {
    on: furnish(on, custody).learning,
    custody,
    caller: { actor: 'operator-shell', requestId: randomIds.next() },
  };
}
