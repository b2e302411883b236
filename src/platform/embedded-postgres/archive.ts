import { lchown, mkdir } from 'node:fs/promises';

/**
 * What PostgreSQL does with each finished segment of its write-ahead log (PostgreSQL manual, "Continuous Archiving"): packed, under another name first,
 * on disk before it gets its own; a segment that is there already is never written over.
 */
export function archiveSettings(archiveDirectory: string): Record<string, string> {
  const to = (name: string) => quoted(`${forServer(archiveDirectory)}/%f.gz${name}`);
  const [fresh, final] = [to('.new'), to('')];
  return {
    archive_mode: 'on',
    archive_command: `test ! -f ${final} && gzip -c "%p" > ${fresh} && sync && mv ${fresh} ${final}`,
    // What was committed is in the archive a minute later at most, though nothing else happens; an empty segment packs to some kilobytes.
    archive_timeout: '60',
  };
}

/** How segments come back from the archive. */
export function restoreCommand(archiveDirectory: string): string {
  return `gzip -dc ${quoted(`${forServer(archiveDirectory)}/%f.gz`)} > "%p"`;
}

/** Makes the folder; the account of the server must be able to write there. */
export async function makeArchiveDirectory(directory: string, owner: number | undefined): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (owner !== undefined) await lchown(directory, owner, owner);
}

/** The server replaces `%` sequences before the shell sees the command. */
const forServer = (path: string) => path.replaceAll('%', '%%');

const quoted = (path: string) => `'${path.replaceAll("'", `'\\''`)}'`;
