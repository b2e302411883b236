import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { compileCache } from './tests/support/compile-cache.ts';

// Before the processes that run the tests are started.
Object.assign(process.env, compileCache);

/** Files that start processes take longest; begun first, none of them runs on alone at the end. */
const slow = [/tests\/chaos\/chaos/, /tests\/platform\/(backup|command-line)/, /tests\/(chaos|platform|browser)\//];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = slow.findIndex((pattern) => pattern.test(moduleId));
      return place < 0 ? slow.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
    // Modules are loaded by Node itself, as in production.
    experimental: { viteModuleRunner: false },
    projects: [
      // Beside the code they test: pure functions, which keep nothing between files, so the modules are read once.
      { extends: true, test: { name: 'rooms', include: ['src/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'house', include: ['tests/**/*.test.ts'] } },
    ],
  },
});
