import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';

/** Whether the server of this cluster runs under this number; by now the number may belong to any other process. */
export async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (process.platform === 'linux') return (await processesIn(cluster)).includes(pid);
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' });
    return !line.trimStart().startsWith('Z') && line.includes(`-D ${cluster} `);
  } catch {
    return false; // no such process
  }
}

/** The living processes whose working directory is the cluster: the server and its workers. Only Linux tells; elsewhere none. */
export async function processesIn(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const numbers = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const inside = await Promise.all(
    numbers.map(async (pid) => (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster && isAlive(pid)),
  );
  return numbers.filter((_pid, index) => inside[index]);
}

/** A zombie is dead; only its parent has not looked yet. */
function isAlive(pid: number): boolean {
  try {
    // The state follows the name, which may itself hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.charAt(stat.lastIndexOf(')') + 2);
    return state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}
