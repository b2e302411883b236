import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for something that cannot be waited for otherwise, such as the end of a process that is not our child.
 * @throws when it has not come true in time
 */
export async function until(condition: () => Promise<boolean> | boolean, milliseconds = 20_000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`still not so after ${milliseconds} ms: ${condition}`);
    await pause(20);
  }
}
