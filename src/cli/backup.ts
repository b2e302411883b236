import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { furnish } from '../furnish.ts';
import { openCustody } from '../issuers/index.ts';
import { type ErasureToReplay, replayErasures } from '../learners/index.ts';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { embeddedDirectory, openConfiguredDatabase } from '../platform/configured-database.ts';
import { migrate } from '../platform/database.ts';
import type { Caller, Deps } from '../platform/deps.ts';
import {
  type BackupManifest,
  findDamage,
  makeBaseBackup,
  readManifest,
  restoreBackup,
} from '../platform/embedded-postgres/index.ts';
import { randomIds } from '../platform/ids.ts';
import { createLog } from '../platform/log.ts';
import { createOutbound } from '../platform/outbound/index.ts';
import { systemRandom } from '../platform/random.ts';
import { limitSilence } from '../platform/silence.ts';
import { renewLists } from '../status/index.ts';
import { CommandError, type Given, type Noun, type Outcome, type Shell, UsageError } from './command.ts';
import { readShellConfig } from './house.ts';
import { members } from './usage.ts';

/** `stempel backup`: of the embedded database; a server of one's own has its own tools (docs/backup.md). */
export const backup: Noun = {
  name: 'backup',
  summary:
    'Backups of the embedded database. They hold no key-encryption key: keep that apart, for without it no backup can sign or be read.',
  verbs: {
    create: {
      summary: 'Make a backup, also while the service runs.',
      options: {
        to: { value: 'DIR', summary: 'where backups are kept; each gets a folder of its own', required: true },
      },
      run: create,
    },
    verify: {
      summary: 'Check that every file of a backup is as it was made. Exit code 1 when not.',
      arguments: ['backup'],
      run: async (_shell, given) => {
        const folder = resolve(given.argument('backup'));
        const manifest = await readManifest(folder);
        const damaged = await findDamage(folder, manifest);
        const told = { ...summaryOf(manifest), damaged };
        return { json: told, text: members(told), failed: damaged.length > 0 };
      },
    },
    restore: {
      summary: 'Put a backup back into a data directory that has no database yet, up to a moment if wanted.',
      options: {
        from: { value: 'BACKUP', summary: 'the folder of one backup', required: true },
        to: { value: 'DATA_DIR', summary: 'the data directory to fill', required: true },
        archive: { value: 'DIR', summary: 'what ARCHIVE_DIR was: all that was committed since the backup' },
        until: { value: 'TIME', summary: 'the last moment that is wanted, such as 2027-01-31T11:59:00Z' },
        erasures: { value: 'FILE', summary: 'what "stempel learner erasures" told last: erases them again' },
      },
      run: restore,
    },
  },
};

async function create(shell: Shell, given: Given): Promise<Outcome> {
  const config = readShellConfig(shell.variables);
  if (config.databaseUrl !== undefined) {
    throw new CommandError(
      'DATABASE_URL names a server of your own: back it up with its own tools, see docs/backup.md.',
    );
  }
  const database = await shell.database();
  const to = join(resolve(given.text('to') ?? ''), `backup-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
  const session = await database.$client.connect();
  try {
    await session.query('set statement_timeout = 0');
    limitSilence(session, 0);
    const manifest = await makeBaseBackup(session, join(embeddedDirectory(config), 'cluster'), to);
    const told = { backup: to, ...summaryOf(manifest), archive: config.archiveDirectory ?? null };
    return { json: told, text: members(told) };
  } finally {
    // The session is not what it was; the server ends an unfinished backup with it.
    session.release(true);
  }
}

async function restore(shell: Shell, given: Given): Promise<Outcome> {
  const until = momentOf(given.text('until'));
  const erasures = await readErasures(given.text('erasures'));
  const dataDirectory = resolve(given.text('to') ?? '');
  const config: Config = {
    ...readShellConfig({ ...shell.variables, DATA_DIR: dataDirectory }),
    databaseUrl: undefined,
    // The next service decides where its log goes; a restore writes into no archive.
    archiveDirectory: undefined,
  };
  const archive = given.text('archive');
  const manifest = await restoreBackup({
    backup: resolve(given.text('from') ?? ''),
    dataDirectory: embeddedDirectory(config),
    ...(archive !== undefined && { archiveDirectory: resolve(archive) }),
    until,
  });
  const after = await makeCurrent(config, erasures);
  const told = {
    restored: dataDirectory,
    until: until?.toISOString() ?? 'all that there was',
    ...summaryOf(manifest),
    ...after,
  };
  return { json: told, text: `${members(told)}\n\n${remember}` };
}

const remember = `Before you start the service on it:
- put the key-encryption key back, which no backup holds;
- look at what was withdrawn, revoked or erased after that moment: it is back ("stempel learner erasures" of the lost database, API keys, awards);
- make a new backup at once: the log goes on from here on a line of its own.`;

/** What a restored database needs before anybody is served: the schema of this release, lists signed anew, erasures repeated. */
async function makeCurrent(config: Config, erasures: readonly ErasureToReplay[] | undefined) {
  const opened = await openConfiguredDatabase(config);
  try {
    await migrate(opened.database);
    const on: Deps = {
      config,
      log: createLog({ logLevel: 'silent' }),
      database: opened.database,
      clock: systemClock,
      ids: randomIds,
      random: systemRandom,
      outbound: createOutbound(config),
    };
    const caller: Caller = { actor: 'operator-shell', requestId: on.ids.next() };
    const listsToSign = await renewLists(on, caller);
    if (erasures === undefined) return { listsToSign };
    // Only this needs the key-encryption key.
    const { learning } = furnish(on, await openCustody(config));
    return { listsToSign, erasures: await replayErasures(learning, caller, erasures) };
  } finally {
    await opened.close();
  }
}

const erasureShape = z.object({ issuerId: z.uuid(), learnerId: z.uuid(), badges: z.enum(['keep', 'revoke']) });

async function readErasures(file: string | undefined): Promise<ErasureToReplay[] | undefined> {
  if (file === undefined) return undefined;
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => erasureShape.parse(JSON.parse(line)));
}

function momentOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  if (!z.iso.datetime({ offset: true }).safeParse(text).success) {
    throw new UsageError(`--until: a moment with its zone was expected, such as 2027-01-31T11:59:00Z.`);
  }
  return new Date(text);
}

function summaryOf({ from, until, server, files }: BackupManifest) {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { from, finished: until, server, files: files.length, megabytes: Math.round(bytes / 1_048_576) };
}
