import { describe, expect, test } from 'vitest';
import { findAsset } from './assets.ts';
import { contrast } from './line-colour.ts';
import type { Verdict } from './views.ts';
import { wordsOf } from './words/words.ts';

const sheet = findAsset('/assets/stempel.css')?.body.toString() ?? '';
const verdicts = Object.keys(wordsOf('en').verdicts) as Verdict[];

/** The colours of a scheme by their names; dark ones take the place of light ones, as in the browser. */
const light = coloursIn(/:root \{([^}]*)\}/.exec(sheet)?.[1]);
const dark = new Map([...light, ...coloursIn(/prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/.exec(sheet)?.[1])]);

function coloursIn(block = ''): Map<string, string> {
  return new Map([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));
}

/** The ratio of two colours by name; 0 when one of them has no rule. */
function ratio(scheme: Map<string, string>, one: string, other: string): number {
  const [first, second] = [scheme.get(one), scheme.get(other)];
  return first === undefined || second === undefined ? 0 : contrast(first, second);
}

// An unknown custom property is transparent: the white word of the verdict would stand on a white card.
describe.each(verdicts)('the verdict %s', (verdict) => {
  test('has its sign and its place in the legend in the style sheet', () => {
    expect(sheet).toMatch(new RegExp(`\\.sign--${verdict} \\{\\s*--sign: var\\(--sign-${verdict}\\);`));
    expect(sheet).toMatch(
      new RegExp(`\\.verdict--${verdict} \\{\\s*--tone: var\\(--${verdict}\\);\\s*--soft: var\\(--${verdict}-soft\\);`),
    );
  });

  test.each([
    ['light', light],
    ['dark', dark],
  ])('can be read on a %s page (WCAG 2.2 §1.4.3)', (_name, scheme) => {
    const white = new Map([...scheme, ['white', '#ffffff']]);
    expect(ratio(white, 'white', `sign-${verdict}`)).toBeGreaterThanOrEqual(4.5);
    expect(ratio(scheme, verdict, `${verdict}-soft`)).toBeGreaterThanOrEqual(4.5);
    expect(ratio(scheme, verdict, 'card')).toBeGreaterThanOrEqual(4.5);
    expect(ratio(scheme, 'ink', `${verdict}-soft`)).toBeGreaterThanOrEqual(4.5);
  });
});
