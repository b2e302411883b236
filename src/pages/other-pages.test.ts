import { describe, expect, test } from 'vitest';
import { renderAchievementPage } from './achievement-page.ts';
import { renderBadgePage } from './badge-page.ts';
import { achievement, badge, home, issuerView, notFound } from './example-views.ts';
import { renderHomePage } from './home-page.ts';
import { renderIssuerPage } from './issuer-page.ts';
import { renderProblemPage } from './problem-page.ts';
import type { BadgeContentView } from './views.ts';

describe('the page of an achievement', () => {
  test('shows what is required and that nobody reached anything here', () => {
    const page = renderAchievementPage(achievement, 'nl');
    expect(page).toContain('vereist: niveau 3');
    expect(page).toContain('<span class="tag">Vereist</span>');
    expect(page).not.toMatch(/Behaald|class="hit|class="sumlist/);
    expect(page).toContain('vanaf niveau 4');
  });

  test('may be listed, and tells machines where its data are', () => {
    const page = renderAchievementPage(achievement, 'nl');
    expect(page).not.toContain('noindex');
    expect(page).toContain('<link rel="alternate" type="application/ld+json" href="/achievements/WP-04.json">');
  });

  test('marks text in another language than the page', () => {
    const content: BadgeContentView = { ...achievement.content, contentLanguage: 'nl' };
    const page = renderAchievementPage({ ...achievement, content }, 'en');
    expect(page).toContain('<html lang="en">');
    expect(page).toMatch(/<h1 lang="nl">/);
    expect(page).toContain('<small lang="nl">Basiskennis</small>');
    expect(renderAchievementPage(achievement, 'nl')).not.toContain('lang="nl">Basiskennis');
  });
});

describe('badges of other kinds', () => {
  const plain = { criteria: [], skills: [], endorsements: [], validations: [], lines: [], countsTowards: [] };
  const show = (content: Partial<BadgeContentView>) =>
    renderBadgePage({ ...badge, content: { ...badge.content, ...plain, ...content } }, 'nl');

  test('a station without a rubric has no rubric, and stops without an answer are left out', () => {
    const page = show({ kind: 'station', stationType: { code: 'P', name: 'Praktijksessie' } });
    expect(page).toContain('Praktijksessie');
    expect(page).not.toMatch(/class="rubric|Wie staat erachter|Waar op de lijn/);
  });

  test('a line lists its parts, also the one that was skipped, with the reason', () => {
    const page = show({
      kind: 'line',
      requirements: [
        { title: 'Hydraulisch inregelen', state: 'met', date: '2026-05-12' },
        { title: 'Warmtepompen en bronnen', state: 'skipped', explanation: 'eerder elders geleerd' },
      ],
    });
    expect(page).toContain('Wat hoort bij deze lijn?');
    expect(page).toContain('Aangetoond · 12 mei 2026');
    expect(page).toContain('Overgeslagen · eerder elders geleerd');
  });

  test('a scheme says the role, the regulation, and each reached level beside the one asked', () => {
    const page = show({
      kind: 'scheme',
      role: { code: 'VP', name: 'Vakbekwaam persoon' },
      regulation: { name: 'Demo-regeling', version: '2026' },
      requirements: [{ title: 'WP-03', state: 'met', reachedLevel: 4, requiredLevel: 3 }],
    });
    expect(page).toContain('Vakbekwaam persoon</span> (VP)');
    expect(page).toContain('Demo-regeling</span> 2026');
    expect(page).toContain('Aangetoond · behaald 4, vereist 3');
  });
});

describe('the page of an issuer', () => {
  test('says how we know who it is, or that we do not', () => {
    expect(renderIssuerPage(issuerView, 'nl')).toContain('Bewezen eigenaar van kompas.example');
    const { provenDomain: _provenDomain, ...unproven } = issuerView.issuer;
    const page = renderIssuerPage({ ...issuerView, issuer: unproven }, 'nl');
    expect(page).toContain('Niet bewezen wie dit is');
    expect(page).not.toContain('Bewezen eigenaar');
  });

  test('lists its keys with their state and period, and every badge', () => {
    const page = renderIssuerPage(issuerView, 'en');
    expect(page).toContain('no longer in use');
    expect(page).toContain('from 1 January 2025 until 1 June 2026');
    for (const { title, url } of issuerView.badges) {
      expect(page).toContain(title);
      expect(page).toContain(`href="${url}"`);
    }
  });

  test('loads the style sheet of each of its line colours, once', () => {
    const page = renderIssuerPage({ ...issuerView, lines: [...issuerView.lines, ...issuerView.lines] }, 'nl');
    expect(page.match(/rel="stylesheet" href="\/assets\/line-[0-9a-f]{6}\.css\?/g)).toHaveLength(2);
    expect(page).toContain('class="panel line-1b6ca8"');
  });
});

describe('a problem', () => {
  test.each([
    [404, 'Deze pagina is er niet'],
    [410, 'Deze badge is verwijderd'],
    [500, 'Er ging bij ons iets mis'],
    [503, 'Er ging bij ons iets mis'],
    [418, 'Dat ging niet'],
  ])('%i says what happened and what to do next', (status, title) => {
    const page = renderProblemPage({ ...notFound, status }, 'nl');
    expect(page).toContain(`<h1>${title}</h1>`);
    expect(page).toContain('href="/verify?lang=nl"');
    expect(page).toContain('noindex');
  });
});

test('the front page leads to checking, the issuers and the documentation', () => {
  const page = renderHomePage(home, 'en');
  for (const address of ['/verify?lang=en', '/issuers/kompas', '/docs']) expect(page).toContain(`href="${address}"`);
});
