import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';

/** One running service; the start time tells it from a later process that happens to get the same number. */
interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

/**
 * Claims a data directory for this process. The file outlives a killed process, so it names the process and its start time: a claim of a process that
 * is gone is taken over.
 * @returns gives the directory back
 * @throws when another living process holds it
 */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'stempel.lock');
  const mine: Holder = { pid: process.pid, startedAt: startTimeOf(process.pid) ?? '' };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await create(path, mine)) return () => rm(path, { force: true });
    const holder = await read(path);
    if (holder !== undefined && startTimeOf(holder.pid) === holder.startedAt) {
      throw new ConfigError(
        `The data directory ${directory} is in use by another Stempel (process ${holder.pid}). Stop that one, or give this one its own DATA_DIR and PORT.`,
      );
    }
    // Moving it aside is atomic: of two services that find the same dead claim, one moves it and the other finds a new claim or none.
    await rename(path, `${path}.${process.pid}.stale`).catch(() => undefined);
    await rm(`${path}.${process.pid}.stale`, { force: true });
  }
  throw new ConfigError(`The data directory ${directory} could not be claimed; is another Stempel starting there?`);
}

async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o644);
    await file.writeFile(JSON.stringify(holder));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return undefined; // gone again, or cut short by a crash: no living holder either way
  }
}

/** When a process started, in whatever form the system tells it; nothing when there is no such process. */
export function startTimeOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      // Field 22; the name in field 2 may hold blanks, so count from its closing bracket.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie is dead; only its parent has not looked yet.
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
    }
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}
