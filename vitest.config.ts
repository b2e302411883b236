import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

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
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    sequence: { sequencer: SlowFirst },
  },
});
