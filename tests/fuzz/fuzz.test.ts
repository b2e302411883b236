import { expect, test } from 'vitest';
import { play } from './play.ts';

/** More of them: npm run test:fuzz -- --cases 100000 */
const cases = 1_200;

test('no change that says something else is valid, and nothing that is sent makes judging throw (threats.md §2)', async () => {
  const tally = await play({ cases, seed: 20_261_122 });
  expect(tally.falseValids).toEqual([]);
  expect(tally.thrown).toEqual([]);
  expect(tally.cases).toBe(cases);
  // A game in which nothing gets as far as the signature, or nothing is ever valid, would prove nothing.
  expect(tally.verdicts.invalid).toBeGreaterThan(100);
  expect(tally.same).toBeGreaterThan(3);
});

test('a judge that believes the signature of another document is found out', async () => {
  const scenes = new Map<object, Promise<any>>();
  const tally = await play({ cases: 30, seed: 1 }, async (bytes, scene) => {
    const { judgeSent } = await import('../../src/verification/judge-sent.ts');
    const believing =
      scenes.get(scene) ??
      Promise.resolve({
        ...scene.sources,
        proofs: async (document: any) => {
          const [proof] = [document.proof].flat();
          const one = { code: 'proof-verified' as const, verificationMethod: proof?.verificationMethod };
          return { verified: true, ...one, proofs: [one] };
        },
      });
    scenes.set(scene, believing);
    return judgeSent({ sent: { bytes } }, await believing);
  });
  expect(tally.falseValids.length).toBeGreaterThan(5);
});
