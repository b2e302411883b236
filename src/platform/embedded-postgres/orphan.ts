import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startTimeOf } from './lock.ts';

const glance = 25;
const longestStop = 20_000;

/**
 * Ends the server that a killed service left behind on this cluster, and waits for its processes to be gone. Only called by whoever holds the directory,
 * so that server has no owner any more.
 */
export async function endOrphan(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (await isServerOf(pid, cluster)) {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      send(pid, signal);
      if (await within(longestStop, async () => startTimeOf(pid) === undefined)) break;
    }
  }
  // PostgreSQL takes a dead process that nobody has waited for yet (a zombie) for a living server and refuses to start. With none of its processes left the
  // file means nothing.
  const gone = await within(longestStop, async () => (await processesIn(cluster)).length === 0);
  if (gone && startTimeOf(pid) === undefined) await rm(file, { force: true });
}

/** The number in the file may belong to another process by now; a server of this cluster works inside it. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== 'linux') return startTimeOf(pid) !== undefined;
  return (await processesIn(cluster)).includes(pid);
}

/** The living processes whose working directory is the cluster: the server and its workers. Only Linux tells. */
async function processesIn(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const numbers = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const inside = await Promise.all(
    numbers.map(
      async (pid) => (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster && startTimeOf(pid) !== undefined,
    ),
  );
  return numbers.filter((_pid, index) => inside[index]);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}

async function within(milliseconds: number, condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, glance));
  }
  return true;
}
