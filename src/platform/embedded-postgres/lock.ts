import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.ts';

/** One running service; the start time tells it from a later process that happens to get the same number. */
interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

/** What is written over a claim that was given back. */
const nobody = '{}';

const nameOf = (number: number) => `stempel.lock.${number}`;

/**
 * Claims a data directory for this process. Claims are numbered files, and the one with the highest number counts; it stays when it is
 * given back, or when its process is killed. So a claim that does not hold any more is never removed to make place (of two that do so at
 * once the slower one would remove the claim of the faster one): the next one is placed after it, which only one can do.
 * @returns gives the directory back
 * @throws when another living process holds it
 */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const mine: Holder = { pid: process.pid, startedAt: startTimeOf(process.pid) ?? '' };
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const newest = await newestNumber(directory);
    const holder = await livingHolder(directory, newest);
    if (holder !== undefined) {
      throw new ConfigError(
        `The data directory ${directory} is in use by another Stempel (process ${holder}). Stop that one, or give this one its own DATA_DIR and PORT.`,
      );
    }
    const number = newest + 1;
    if (!(await place(directory, number, mine))) continue; // somebody was faster; look who
    if ((await newestNumber(directory)) !== number) {
      // We were so slow that others came, went and cleared up after this number.
      await rm(join(directory, nameOf(number)), { force: true });
      continue;
    }
    await clearBefore(directory, number);
    return giveBackOnce(directory, number);
  }
  throw new ConfigError(`The data directory ${directory} could not be claimed; are many services starting there?`);
}

/**
 * Who runs on this directory now.
 * @param number the claim to look at; the one that counts when absent
 * @returns the number of a living process, or nothing
 */
export async function livingHolder(directory: string, number?: number): Promise<number | undefined> {
  const holder = await read(join(directory, nameOf(number ?? (await newestNumber(directory)))));
  return holder !== undefined && startTimeOf(holder.pid) === holder.startedAt ? holder.pid : undefined;
}

/** @returns 0 when there is no claim */
async function newestNumber(directory: string): Promise<number> {
  return Math.max(0, ...(await numbersIn(directory)));
}

async function numbersIn(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.flatMap((name) => /^stempel\.lock\.([1-9]\d*)$/.exec(name)?.[1] ?? []).map(Number);
}

/** Written under another name and then linked: a claim is there as a whole or not at all, and never replaces one. */
async function place(directory: string, number: number, holder: Holder): Promise<boolean> {
  const fresh = join(directory, `${nameOf(number)}.${process.pid}`);
  await writeFile(fresh, JSON.stringify(holder));
  try {
    await link(fresh, join(directory, nameOf(number)));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}

async function clearBefore(directory: string, number: number): Promise<void> {
  const earlier = (await numbersIn(directory)).filter((one) => one < number);
  await Promise.all(earlier.map((one) => rm(join(directory, nameOf(one)), { force: true })));
}

function giveBackOnce(directory: string, number: number): () => Promise<void> {
  let given = false;
  return async () => {
    if (given) return;
    given = true;
    const path = join(directory, nameOf(number));
    await writeFile(`${path}.${process.pid}`, nobody);
    await rename(`${path}.${process.pid}`, path);
  };
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    const { pid, startedAt } = JSON.parse(await readFile(path, 'utf8'));
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined;
  } catch {
    return undefined; // none there, or cut short when the machine went down: no living holder either way
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
