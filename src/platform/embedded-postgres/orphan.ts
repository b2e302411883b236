import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isServerOf, processesIn } from './processes.ts';

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
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await isServerOf(cluster, pid))) break;
    send(pid, signal);
    await within(longestStop, async () => !(await isServerOf(cluster, pid)));
  }
  // PostgreSQL takes any living process with the number in this file, and even a zombie, for a running server and refuses to start. With none of the
  // cluster's processes left the file means nothing.
  const gone = await within(longestStop, async () => {
    return !(await isServerOf(cluster, pid)) && (await processesIn(cluster)).length === 0;
  });
  if (gone) await rm(file, { force: true });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}

async function within(milliseconds: number, condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await pause(glance);
  }
  return true;
}
