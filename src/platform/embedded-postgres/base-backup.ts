import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { ConfigError } from '../config.ts';
import { copyFiles, describeFile, listFiles, makePrivateFolder, severalAtOnce } from './copy-files.ts';

/** What a backup says of itself; written last, so that one without it is unfinished. */
const manifestShape = z.strictObject({
  format: z.literal(1),
  /** The backup holds everything that was committed before this moment. */
  from: z.iso.datetime(),
  /** The earliest moment that it can be restored to. */
  until: z.iso.datetime(),
  server: z.string(),
  systemIdentifier: z.string(),
  firstSegment: z.string(),
  lastSegment: z.string(),
  files: z.array(z.strictObject({ path: z.string(), size: z.int().min(0), sha256: z.string().length(64) })),
  folders: z.array(z.string()),
});
export type BackupManifest = z.infer<typeof manifestShape>;

const manifestFile = 'backup.json';
const clusterFolder = 'cluster';

/** Contents that a base backup leaves out (PostgreSQL manual, "Making a Base Backup Using the Low Level API"). */
const emptied = [
  'pg_wal',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'log',
];
const left = /(^|\/)(postmaster\.(pid|opts)|pg_internal\.init[.\d]*|pgsql_tmp[^/]*|backup_label|recovery\.signal)$/;

/**
 * Copies a running cluster so that it can be started elsewhere: start, copy, stop, and the write-ahead log between the two.
 * @param session a connection of its own to that cluster, of a superuser; given back as it was lent
 * @param to a new folder
 */
export async function makeBaseBackup(session: PoolClient, cluster: string, to: string): Promise<BackupManifest> {
  await makePrivateFolder(join(to, clusterFolder));
  // Keeps the server from removing what is needed of the log; the slot goes with the session.
  await session.query("select pg_create_physical_replication_slot('stempel_backup_' || pg_backend_pid(), true, true)");
  const [begun] = await rowsOf<{ at: Date; server: string; system: string; first: string }>(
    session,
    `select now() as at, current_setting('server_version') as server,
       (select system_identifier::text from pg_control_system()) as system,
       pg_walfile_name(pg_backup_start('stempel', fast => true)) as first`,
  );
  const { files, folders } = await listFiles(cluster, (path) => emptied.includes(path));
  const kept = files.filter((path) => !left.test(path) && path !== 'global/pg_control');
  const copied = await copyFiles(cluster, join(to, clusterFolder), kept);
  // The control file last of all: what it says must not be older than what was copied.
  copied.push(...(await copyFiles(cluster, join(to, clusterFolder), ['global/pg_control'])));
  const [ended] = await rowsOf<{ last: string; label: string; at: Date }>(
    session,
    `select pg_walfile_name(lsn) as last, labelfile as label, clock_timestamp() as at
     from pg_backup_stop(wait_for_archive => false)`,
  );
  if (begun === undefined || ended === undefined) throw new Error('the server told nothing of its backup');
  await writeFile(join(to, clusterFolder, 'backup_label'), ended.label, { mode: 0o600, flush: true });
  copied.push(await describeFile(join(to, clusterFolder), 'backup_label'));
  copied.push(...(await copyLog(cluster, join(to, clusterFolder), begun.first, ended.last)));
  const manifest: BackupManifest = {
    format: 1,
    from: begun.at.toISOString(),
    until: ended.at.toISOString(),
    server: begun.server,
    systemIdentifier: begun.system,
    firstSegment: begun.first,
    lastSegment: ended.last,
    files: copied,
    folders,
  };
  await writeFile(join(to, `${manifestFile}.new`), `${JSON.stringify(manifest, null, 1)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(join(to, `${manifestFile}.new`), join(to, manifestFile));
  return manifest;
}

async function copyLog(cluster: string, to: string, first: string, last: string) {
  const names = (await readdir(join(cluster, 'pg_wal'))).filter(
    (name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last,
  );
  if (!names.includes(last)) throw new Error('the write-ahead log of the backup is not there any more');
  return copyFiles(
    cluster,
    to,
    names.toSorted().map((name) => join('pg_wal', name)),
  );
}

async function rowsOf<Row extends object>(session: PoolClient, statement: string): Promise<Row[]> {
  return (await session.query<Row>(statement)).rows;
}

/** @throws {ConfigError} for a folder that is no finished backup */
export async function readManifest(backup: string): Promise<BackupManifest> {
  const text = await readFile(join(backup, manifestFile), 'utf8').catch(() => {
    throw new ConfigError(`${backup} is no finished backup: it has no ${manifestFile}.`);
  });
  const parsed = manifestShape.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new ConfigError(`${backup} was made by another release: its ${manifestFile} is not understood.`);
  return parsed.data;
}

/** @returns what of a backup is missing or was altered, by path */
export async function findDamage(backup: string, { files }: BackupManifest): Promise<string[]> {
  const found = await severalAtOnce(files, async ({ path, size, sha256 }) => {
    const now = await describeFile(join(backup, clusterFolder), path).catch(() => undefined);
    return now?.size === size && now.sha256 === sha256 ? [] : [path];
  });
  return found.flat();
}

/** Where the files of a backup are. */
export const filesOf = (backup: string) => join(backup, clusterFolder);
