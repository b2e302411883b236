// A process of its own that claims the directories it is told, one a line: node claimer.ts
import { createInterface } from 'node:readline';
import { claimDirectory } from '../../src/platform/embedded-postgres/lock.ts';

for await (const directory of createInterface({ input: process.stdin })) {
  const outcome = await claimDirectory(directory).then(
    () => 'claimed',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  process.stdout.write(`${outcome}\n`);
}
