import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast, lineColourStylesheet, normalizeColour, visibleLineColour } from './line-colour.ts';

const grounds = { light: ['#EEF2F1', '#FFFFFF'], dark: ['#0D171D', '#16242C'] } as const;

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0').toUpperCase()}`);

describe('the colour of a line', () => {
  test('contrast is that of the design table', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrast('#E4572E', '#EEF2F1')).toBeCloseTo(3.26, 1);
    expect(contrast('#1B6CA8', '#16242C')).toBeCloseTo(2.84, 1);
  });

  test('any colour can be seen on every ground of its scheme', () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        const shown = visibleLineColour(chosen);
        for (const scheme of ['light', 'dark'] as const) {
          for (const ground of grounds[scheme]) expect(contrast(shown[scheme], ground)).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });

  test('a colour that can be seen is not touched', () => {
    expect(visibleLineColour('#E4572E')).toEqual({ light: '#E4572E', dark: '#E4572E' });
    expect(visibleLineColour('#1B6CA8').light).toBe('#1B6CA8');
  });

  test('a colour too dark for the dark page is made lighter, not replaced', () => {
    const { dark } = visibleLineColour('#1B6CA8');
    expect(contrast(dark, '#FFFFFF')).toBeLessThan(contrast('#1B6CA8', '#FFFFFF'));
    expect(dark).not.toBe('#FFFFFF');
  });

  test('only six hexadecimal digits are a colour, so nothing else gets into a style sheet', () => {
    expect(normalizeColour('1b6ca8')).toBe('#1B6CA8');
    for (const wrong of ['', '#fff', 'red', '#1b6ca8}', 'url(x)', '#1b6ca80', '1b6ca8\n'])
      expect(lineColourStylesheet(wrong)).toBeUndefined();
  });

  test('the style sheet holds both schemes and no address', () => {
    const sheet = lineColourStylesheet('1b6ca8') ?? '';
    expect(sheet).toContain('.line-1b6ca8{--line:#1B6CA8');
    expect(sheet).toContain('prefers-color-scheme:dark');
    expect(sheet).not.toMatch(/url|@import/);
  });
});
