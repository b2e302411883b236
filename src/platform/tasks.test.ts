import { expect, test, vi } from 'vitest';
import type { Logger } from './log.ts';
import { startTasks } from './tasks.ts';

const silent = { error: vi.fn() } as unknown as Logger;

test('a task runs again and again, also after it failed, and stops when it is told', async () => {
  let runs = 0;
  const third = Promise.withResolvers<void>();
  const running = startTasks(silent, [
    {
      name: 'count',
      every: 0,
      run: async () => {
        runs += 1;
        if (runs === 1) throw new Error('once');
        if (runs === 3) third.resolve();
      },
    },
  ]);
  await third.promise;
  await running.stop();
  const stoppedAt = runs;
  await new Promise(setImmediate);
  expect(runs).toBe(stoppedAt);
  expect(silent.error).toHaveBeenCalledOnce();
});

test('stopping waits for the run of the moment', async () => {
  const work = Promise.withResolvers<void>();
  let done = false;
  const running = startTasks(silent, [
    {
      name: 'slow',
      every: 0,
      run: async () => {
        await work.promise;
        done = true;
      },
    },
  ]);
  const stopped = running.stop();
  work.resolve();
  await stopped;
  expect(done).toBe(true);
});
