import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast } from '../line-colour.ts';
import type { BadgeKind, BadgePicture, StationTypeCode } from '../views.ts';
import { strayAmpersand, unbalancedTag } from '../well-formed.ts';
import { decorativeBadgeImage, renderBadgeImage } from './badge-image.ts';
import { fitted, twoLines, widthOf } from './outline-text.ts';

const kinds: readonly BadgeKind[] = ['station', 'ulo', 'partial-ulo', 'line', 'scheme'];
const types: readonly StationTypeCode[] = ['W', 'E', 'O', 'X', 'M', 'P', 'B', 'D'];

const picture: BadgePicture = {
  kind: 'ulo',
  code: 'WP-04',
  title: 'Warmtepomp in bedrijf stellen',
  issuer: 'Kompas',
  hours: '8 uur',
  lineColour: '#E4572E',
  criteria: [
    { name: 'Veilig aansluiten', required: 3, reached: 4, levels: 5 },
    { name: 'Overdragen', required: 3, reached: 3, levels: 5 },
  ],
};

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom('<script>alert(1)</script>', '" onload="x', ']]>', '&amp;', '漢字 العربية', 'x'.repeat(400)),
);

const pictures: fc.Arbitrary<BadgePicture> = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    code: text,
    title: text,
    issuer: text,
    hours: text,
    typeCode: fc.constantFrom(...types),
    lineColour: text,
    stops: fc.integer(),
    roleCode: text,
    regulation: text,
    criteria: fc.array(
      fc.record({
        name: text,
        required: fc.integer({ min: 1, max: 5 }),
        reached: fc.integer({ min: 0, max: 5 }),
        levels: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 8 },
    ),
  },
  { requiredKeys: ['kind', 'code', 'title'] },
);

describe('a badge picture', () => {
  test('is well-formed SVG without script, style or anything from elsewhere, whatever it is about', () => {
    fc.assert(
      fc.property(pictures, (about) => {
        const svg = renderBadgeImage(about);
        expect(unbalancedTag(svg)).toBeUndefined();
        expect(strayAmpersand(svg)).toBeUndefined();
        expect(svg.replaceAll(/>[^<]*</g, '><')).not.toMatch(
          /<script|<image|<style|href|\son\w+=|NaN|undefined|Infinity/,
        );
      }),
    );
  });

  test('needs no font: every text is outlined', () => {
    for (const kind of kinds) expect(renderBadgeImage({ ...picture, kind })).not.toContain('<text');
  });

  test('says in words what it shows, unless it stands beside those words', () => {
    const svg = renderBadgeImage(picture);
    expect(svg).toContain('<title>WP-04 Warmtepomp in bedrijf stellen</title>');
    expect(svg).toContain('Veilig aansluiten: 4/5 (≥ 3)');
    expect(decorativeBadgeImage(picture).toString()).toContain('aria-hidden="true"');
    expect(decorativeBadgeImage(picture).toString()).not.toContain('<title>');
  });

  test('every kind and every type of station has its own drawing', () => {
    const drawn = [
      ...kinds.map((kind) => renderBadgeImage({ ...picture, kind })),
      ...types.map((typeCode) => renderBadgeImage({ ...picture, kind: 'station', typeCode })),
    ].map((svg) => svg.replace(/<desc>.*?<\/desc>/s, ''));
    expect(new Set(drawn).size).toBe(kinds.length + types.length);
  });
});

describe('the ring of a learning outcome', () => {
  const widths = (svg: string, width: number) => svg.split(`stroke-width="${width}"`).length - 1;

  test('has a thick segment for each reached level, a thin one for each other, and a tick per criterion', () => {
    const svg = renderBadgeImage(picture);
    expect([widths(svg, 46), widths(svg, 14), widths(svg, 7)]).toEqual([7, 3, 2]);
  });

  test('shows no scores when there are none, nor with more than four criteria', () => {
    const unscored = picture.criteria?.map(({ reached: _reached, ...rest }) => rest) ?? [];
    const many = Array.from({ length: 5 }, () => ({ name: 'x', required: 2, reached: 4, levels: 5 }));
    for (const criteria of [unscored, many]) {
      expect(renderBadgeImage({ ...picture, criteria })).not.toContain('#E4572E');
    }
  });
});

test('a line colour that cannot be seen on white is darkened in the picture', () => {
  const svg = renderBadgeImage({ ...picture, kind: 'station', lineColour: '#FFEE00' });
  const [, colour = ''] = /stroke="(#[0-9A-F]{6})" stroke-width="34"/.exec(svg) ?? [];
  expect(contrast(colour, '#FFFFFF')).toBeGreaterThanOrEqual(3);
});

describe('outlined text', () => {
  const style = { size: 30, fill: '#000000' };

  test('becomes smaller before it becomes shorter, and is never wider than it may be', () => {
    expect(fitted({ ...style, text: 'Kort' }, 400, 10)).toMatchObject({ text: 'Kort', size: 30 });
    expect(fitted({ ...style, text: 'Een wat langere titel' }, 250, 10).text).toBe('Een wat langere titel');
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 800 }), (words, width) => {
        const result = fitted({ ...style, text: words }, width, 10);
        expect(widthOf(result.text, result.size, result.spacing)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('letters with marks that the font lacks are drawn without; other scripts are left to the title', () => {
    expect(widthOf('Ĝ', 100)).toBe(widthOf('G', 100));
    expect(widthOf('漢字', 100)).toBe(0);
  });

  test('two lines are as equal as words allow', () => {
    expect(twoLines('Vakbekwaam persoon warmtepompen')).toEqual(['Vakbekwaam persoon', 'warmtepompen']);
    expect(twoLines('Warmtepomplijn')).toEqual(['Warmtepomplijn']);
  });
});
