import { describe, expect, test } from 'vitest';
import { ownPage } from './own-example-view.ts';
import { renderOwnErasurePage, renderOwnPage } from './own-page.ts';
import type { OwnErasureView } from './own-views.ts';

const withErasure = (erasure: OwnErasureView) => ({ ...ownPage, erasure });
const forms = (page: string) => page.match(/<form [^>]*>/g) ?? [];

describe('the own page', () => {
  const page = renderOwnPage(ownPage, 'nl');

  test('has a button for each decision, and says how it stands in words', () => {
    expect(page).toMatch(/value="off">Deel niet meer<span class="unseen">: [^<]+<\/span>/);
    expect(page).toMatch(/value="on">Deel de pagina<span class="unseen">: Hydraulisch inregelen/);
    expect(page).toMatch(/value="on">Zet mijn naam erop/);
    expect(page).toMatch(/value="off">Haal mijn naam eraf/);
    expect(page).toContain('Te zien voor iedereen die de link ervan heeft');
  });

  test('links to a badge page only while it is there', () => {
    expect(page).toContain('href="/credentials/7bedbb7d?lang=nl"');
    expect(page).not.toContain('href="/credentials/7bedbb7e');
    expect(page).toContain('href="/mine/a-token/badges/7bedbb7e"');
  });

  test('sends every form to its own address, in its own language', () => {
    expect(forms(page).length).toBeGreaterThan(4);
    for (const form of forms(page)) expect(form).toMatch(/method="post" action="\/mine\/a-token\/[a-z/-]+\?lang=nl"/);
  });

  test('offers no name where none is known, but lets a shown one be taken off', () => {
    const { name: _name, ...person } = ownPage.person;
    const nameless = renderOwnPage({ ...ownPage, person }, 'nl');
    expect(nameless).toContain('Je naam is hier niet bekend.');
    expect(nameless).not.toContain('Zet mijn naam erop');
    expect(nameless).toContain('Haal mijn naam eraf');
  });

  test('asks before it shows what was given; what ended is folded away without a button', () => {
    expect(page.indexOf('Foto in het jaarverslag')).toBeLessThan(page.indexOf('Stagebemiddeling'));
    expect(page).toContain('Mijn naam op de pagina van “Hydraulisch inregelen”');
    expect(page).not.toContain('/consents/c/');
  });

  test('says that something was done where it was done', () => {
    const at = renderOwnPage({ ...ownPage, doneAt: '7bedbb7e' }, 'nl');
    expect(at.match(/role="status"/g)).toHaveLength(1);
    expect(at.indexOf('role="status"')).toBeGreaterThan(at.indexOf('id="badge-7bedbb7e"'));
    expect(page.indexOf('role="status"')).toBeLessThan(page.indexOf('id="badge-7bedbb7d"'));
  });

  test('writes its address nowhere in its head', () => {
    const head = page.slice(0, page.indexOf('</head>'));
    expect(head).not.toContain('a-token');
    expect(head).not.toMatch(/og:|canonical/);
  });

  test('tells of a request to be erased what became of it', () => {
    expect(page).toContain('Dit bewaren we zeven jaar.');
    const request = { state: 'open' as const, requestedAt: '2026-10-01T10:00:00Z', answerBy: '2026-11-01T10:00:00Z' };
    const open = renderOwnPage(withErasure({ mode: 'on-request', badges: 'keep', request }), 'en');
    expect(open).toContain('by 1 November 2026 at the latest');
    expect(open).toContain('action="/mine/a-token/erasure/take-back?lang=en"');
    expect(open).not.toContain('Read what happens');
  });
});

describe('the step before erasure', () => {
  const site = { ...ownPage.site, path: '/mine/a-token/erasure' };
  test.each([
    ['on-request', 'keep', 'Ask to erase everything', 'stay valid'],
    ['at-once', 'revoke', 'Erase everything now', 'are revoked'],
  ] as const)('%s, badges %s: says what happens, and cannot be taken by accident', (mode, badges, button, fate) => {
    const page = renderOwnErasurePage({ ...withErasure({ mode, badges }), site }, 'en');
    expect(page).toContain(button);
    expect(page).toContain(fate);
    expect(page).toContain('<input type="checkbox" name="sure" value="yes" required>');
    expect(forms(page)).toEqual(['<form method="post" action="/mine/a-token/erasure?lang=en" class="ask sure">']);
    expect(page).toContain('href="/mine/a-token?lang=en"');
  });
});
