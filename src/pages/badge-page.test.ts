import { describe, expect, test } from 'vitest';
import { renderBadgePage } from './badge-page.ts';
import { badge, criteria, verdicts } from './example-views.ts';
import type { BadgeView, Verdict, VerdictView } from './views.ts';
import { wordsOf } from './words/words.ts';

const languages = ['nl', 'en'] as const;
const withdrawing: readonly Verdict[] = ['revoked', 'invalid', 'malformed', 'issuer-not-proven'];

function withVerdict(verdict: VerdictView): BadgeView {
  return { ...badge, verdict };
}

function withoutHolder(): BadgeView {
  const { holder: _holder, ...rest } = badge;
  return rest;
}

describe('the verdict', () => {
  test.each(verdicts)('$verdict has its own sign and word, before everything else', (verdict) => {
    for (const language of languages) {
      const page = renderBadgePage(withVerdict(verdict), language);
      const { word } = wordsOf(language).verdicts[verdict.verdict];
      expect(page).toContain(`<p class="sign__word">${word}</p>`);
      expect(page).toMatch(
        new RegExp(`class="sign sign--${verdict.verdict}" role="status"><svg class="shape shape--${verdict.verdict}"`),
      );
      expect(page.indexOf('class="sign ')).toBeLessThan(page.indexOf('<h1'));
    }
  });

  test('no two verdicts share a word or a drawing', () => {
    const pages = verdicts.map((verdict) => renderBadgePage(withVerdict(verdict), 'nl'));
    const words = pages.map((page) => /sign__word">([^<]*)/.exec(page)?.[1]);
    const drawings = pages.map((page) => /role="status"><svg[^>]*>(.*?)<\/svg>/s.exec(page)?.[1]);
    expect(new Set(words).size).toBe(9);
    expect(new Set(drawings).size).toBe(9);
  });

  test('says when it was checked, in Dutch time', () => {
    expect(renderBadgePage(badge, 'nl')).toContain('22 november 2026, 20.31 uur');
    expect(renderBadgePage(badge, 'en')).toContain('22 November 2026, 20:31');
  });

  test.each(verdicts.filter(({ verdict }) => withdrawing.includes(verdict)))(
    'after $verdict nothing that the badge claims is repeated, nor whose it was',
    (verdict) => {
      const page = renderBadgePage(withVerdict(verdict), 'nl');
      for (const claim of ['Visser', 'Stelt een warmtepompinstallatie', 'class="rubric', 'Wat kan', 'Marit Oosterbaan'])
        expect(page).not.toContain(claim);
    },
  );

  test('the reason and the day of a revocation are told', () => {
    const revoked = verdicts.find(({ verdict }) => verdict === 'revoked');
    const page = renderBadgePage(withVerdict(revoked ?? badge.verdict), 'nl');
    expect(page).toContain('Verkeerde deelnemer geregistreerd');
    expect(page).toContain('10 september 2026');
    expect(page).not.toMatch(/<(s|del|strike)[ >]/);
  });
});

describe('the rubric', () => {
  const cells = (page: string) => page.match(/<td[^>]*>.*?<\/td>/gs) ?? [];

  test('shows the reached and the required level in words, each in its own cell', () => {
    const page = renderBadgePage(badge, 'nl');
    const [required] = cells(page).filter((cell) => cell.includes('class="req in"'));
    const [reached] = cells(page).filter((cell) => cell.includes('class="hit"'));
    expect(required).toContain('<span class="tag">Vereist</span>');
    expect(reached).toMatch(/<span class="tag"><svg.*<\/svg>Behaald<\/span>/);
    expect(page).toContain('behaald 4, vereist 3');
  });

  test('says "Behaald = vereist" where both are the same level', () => {
    const both = cells(renderBadgePage(badge, 'nl')).filter((cell) => cell.includes('class="hit req"'));
    expect(both).toHaveLength(1);
    expect(both[0]).toContain('Behaald = vereist');
    expect(renderBadgePage(badge, 'en')).toContain('Reached = required');
  });

  test('every level of every criterion is there, also those that were not reached', () => {
    expect(cells(renderBadgePage(badge, 'nl'))).toHaveLength(10);
  });

  test('is folded on a phone only when it has more than three criteria', () => {
    const folded = (count: number) => {
      const many = Array.from({ length: count }, () => criteria[0] ?? expect.fail());
      return renderBadgePage({ ...badge, content: { ...badge.content, criteria: many } }, 'nl').includes(
        'rubric--long',
      );
    };
    expect([1, 3, 4, 9].map(folded)).toEqual([false, false, true, true]);
  });
});

describe('the holder', () => {
  test('is named only when the view has the name', () => {
    expect(renderBadgePage(badge, 'nl')).toContain('<b>Noor Visser</b> heeft dit aangetoond bij');
    const page = renderBadgePage(withoutHolder(), 'nl');
    expect(page).not.toContain('Visser');
    expect(page).toContain('Aangetoond bij <b>Kompas Smart Makers Academy</b>');
    expect(page).toContain('Wat kan deze deelnemer?');
  });

  test('is never named to link previews and search engines', () => {
    const head = /<head>.*<\/head>/s.exec(renderBadgePage(badge, 'nl'))?.[0] ?? '';
    expect(head.replace(/<title>.*<\/title>/, '')).not.toContain('Visser');
    expect(head).toContain('<meta name="robots" content="noindex">');
    expect(head).toContain('<meta name="referrer" content="no-referrer">');
  });
});

describe('actions', () => {
  test('only what has an address has a button', () => {
    const bare = renderBadgePage({ ...badge, actions: { json: '/credentials/1?download=json' } }, 'nl');
    expect(bare).toContain('href="/credentials/1?download=json"');
    for (const absent of ['wallet', 'LinkedIn', 'Deel de link', 'PDF', 'PNG', 'Controleer zelf', 'href="#"'])
      expect(bare).not.toContain(absent);
  });

  test('machines find the badge itself', () => {
    expect(renderBadgePage(badge, 'nl')).toContain(
      `<link rel="alternate" type="application/vc" href="${badge.actions.json}">`,
    );
  });
});

test('a skill that was not judged by itself says so, and a catalogue label keeps its language', () => {
  const page = renderBadgePage(badge, 'nl');
  expect(page).toContain('Niet apart beoordeeld');
  expect(page).toContain('<span lang="en">perform test run</span>');
});

test('an endorsement that nobody signed is not shown as proven', () => {
  const endorsements = [{ claim: 'Goed werk.', endorser: 'Gilde', proof: 'unsigned' as const }];
  const page = renderBadgePage({ ...badge, content: { ...badge.content, endorsements } }, 'nl');
  expect(page).toContain('Niet ondertekend');
  expect(page).toMatch(/proof--open"><svg class="shape shape--unknown"/);
});
