import { beforeAll, describe, expect, test } from 'vitest';
import { bundleScripts, gzippedSize, type Scripts } from './bundle.ts';

/** What a reader's phone loads for it; see docs/library.md. */
const budgets = { verify: 76 * 1024, 'self-check': 7 * 1024, widget: 8 * 1024, 'verify-form': 3 * 1024 } as const;

let scripts: Scripts;
beforeAll(async () => {
  scripts = await bundleScripts();
});

const texts = () =>
  [...scripts.files.values()].map(({ path, contents }) => [path, Buffer.from(contents).toString()] as const);

describe('the scripts for browsers', () => {
  test.each(Object.entries(budgets))('%s stays within %i bytes, gzipped', (entry, budget) => {
    const size = gzippedSize(scripts, scripts.entries[entry as keyof typeof budgets]);
    expect(size).toBeGreaterThan(1_000);
    expect(size).toBeLessThanOrEqual(budget);
  });

  test('import nothing of Node, and nothing from elsewhere', () => {
    const imported = texts().flatMap(([, text]) =>
      [...text.matchAll(/(?:\}from|import|import\()"([\w@./:-]+)"/g)].map((found) => found[1]),
    );
    expect(imported.length).toBeGreaterThan(5);
    for (const path of imported) expect(path).toMatch(/^\.\/part-\w{8}\.js$|^\.\/verify-\w{8}\.js$/);
  });

  test('make no code from text (CSP 3 §4.1, no unsafe-eval)', () => {
    for (const [path, text] of texts()) expect(text, path).not.toMatch(/\bnew Function\b|\beval\(|\bFunction\("/);
  });

  test('are the same each time, so that a hash names one content', async () => {
    expect([...(await bundleScripts()).files.keys()]).toEqual([...scripts.files.keys()]);
  });
});
