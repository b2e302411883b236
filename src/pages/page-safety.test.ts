import { describe, expect, test } from 'vitest';
import { assets, findAsset } from './assets.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import * as examples from './example-views.ts';
import {
  renderAchievementPage,
  renderBadgePage,
  renderHomePage,
  renderHowPage,
  renderIssuerPage,
  renderKeyPage,
  renderOwnErasurePage,
  renderOwnPage,
  renderProblemPage,
  renderSkillLevelsPage,
  renderSkillPage,
  renderVerifyPage,
} from './index.ts';
import { ownPage } from './own-example-view.ts';
import type { Language } from './views.ts';

/** Every kind of page. What texts of others can do to them is in `hostile-views.test.ts`. */
function pagesIn(language: Language): Readonly<Record<string, string>> {
  return {
    badge: renderBadgePage(examples.badge, language),
    revoked: renderBadgePage({ ...examples.badge, verdict: examples.verdicts[1] ?? expect.fail() }, language),
    achievement: renderAchievementPage(examples.achievement, language),
    issuer: renderIssuerPage(examples.issuerView, language),
    key: renderKeyPage(examples.keyView, language),
    verify: renderVerifyPage(examples.verifyView, language),
    skill: renderSkillPage(examples.skillPage, language),
    how: renderHowPage({ site: examples.site }, language),
    home: renderHomePage(examples.home, language),
    problem: renderProblemPage(examples.notFound, language),
    own: renderOwnPage(ownPage, language),
    erasure: renderOwnErasurePage(ownPage, language),
    levels: renderSkillLevelsPage({ site: examples.site }, language),
  };
}

const originals = [...Object.entries(pagesIn('nl')), ...Object.entries(pagesIn('en'))];

describe.each(originals)('the %s page', (_name, page) => {
  test('holds no style, no event attribute, and no script but a file of ours', () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
    const scripts = page.match(/<script[^>]*>/g) ?? [];
    const files = scripts.filter((script) => script !== '<script type="application/ld+json">');
    for (const script of files)
      expect(script).toMatch(/^<script type="module" src="\/assets\/(?:self-check|verify-form)-\w{8}\.js">$/);
  });

  test('loads nothing from elsewhere', () => {
    const loads = [...page.matchAll(/<(?:img|script|iframe|source|object|embed)[^>]*?\s(?:src|data)="([^"]*)"/g)]
      .concat([...page.matchAll(/<link rel="(?:stylesheet|preload|icon)"[^>]*href="([^"]*)"/g)])
      .map((found) => found[1] ?? '');
    expect(loads.length).toBeGreaterThan(2);
    for (const address of loads) expect(address).toMatch(/^(\/(?!\/)|data:image\/svg\+xml;base64,)/);
  });

  test('every style sheet and font it names exists', () => {
    for (const [, path = ''] of page.matchAll(/"(\/assets\/[^"?]+\.(?:css|woff2|svg))/g))
      expect(findAsset(path), path).toBeDefined();
  });

  test('has a language, one h1, a skip link that leads somewhere, and unique ids', () => {
    expect(page).toMatch(/<html lang="(nl|en)">/);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toContain('href="#content"');
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map((found) => found[1]);
    expect(ids).toContain('content');
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has no dead link and no word left out', () => {
    expect(page).not.toMatch(/href="(#|)"/);
    expect(page).not.toMatch(/undefined|\[object|NaN|Invalid Date/);
  });
});

describe('addresses of others', () => {
  test('an address that could run something is shown as text', () => {
    const actions = {
      json: 'javascript:alert(1)',
      selfCheck: { script: 'data:text/html,x', badge: 'https://evil.example/x' },
      share: '//evil.example',
    };
    const page = renderBadgePage({ ...examples.badge, actions, achievementUrl: 'vbscript:x' }, 'nl');
    expect(page).not.toMatch(/javascript:|vbscript:|data:text|evil\.example/);
  });

  test('a picture from elsewhere is not loaded', () => {
    const page = renderBadgePage({ ...examples.badge, imageUrl: 'https://evil.example/x.png' }, 'nl');
    expect(page).not.toContain('evil.example');
  });
});

test('the policy lets nothing run and nothing in from elsewhere', () => {
  expect(contentSecurityPolicy).toContain("default-src 'none'");
  expect(contentSecurityPolicy).not.toMatch(/script-src|unsafe|https?:|\*/);
});

test('assets are typed and tagged, and style sheets name only fonts of ours', () => {
  const types = new Set([...assets().values()].map((asset) => asset.contentType));
  expect([...types].sort()).toEqual(['font/woff2', 'image/svg+xml', 'text/css; charset=utf-8']);
  for (const [path, { etag, body }] of assets()) {
    expect(etag).toMatch(/^"[0-9a-f]{16,}"$/);
    expect(body.length, path).toBeGreaterThan(100);
  }
  const css = assets().get('/assets/stempel.css')?.body.toString() ?? '';
  const named = [...css.matchAll(/url\("([^"?]*)/g)].map((found) => `/assets/${found[1]}`);
  expect(named).toHaveLength(2);
  for (const path of named) expect(assets().has(path), path).toBe(true);
  expect(css).not.toMatch(/https?:|@import/);
});
