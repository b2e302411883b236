import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderAchievementPage } from './achievement-page.ts';
import { renderBadgePage } from './badge-page.ts';
import { achievement, badge, home, issuerView, keyView, notFound, verdicts, verifyView } from './example-views.ts';
import { renderHomePage } from './home-page.ts';
import { renderIssuerPage } from './issuer-page.ts';
import { renderKeyPage } from './key-page.ts';
import { ownPage } from './own-example-view.ts';
import { renderOwnErasurePage, renderOwnPage } from './own-page.ts';
import { renderProblemPage } from './problem-page.ts';
import { renderSkillLevelsPage } from './skill-levels-page.ts';
import { renderVerifyPage } from './verify-page.ts';
import type { Language } from './views.ts';
import { unbalancedTag } from './well-formed.ts';

/** Texts that have broken other pages; `javascript:` and addresses elsewhere stand where a URL is expected. */
const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><script src=https://evil.example/x.js></script>',
    "' onmouseover='alert(1)",
    '" style="color:red" x="',
    '</title></script><img src=x onerror=alert(1)>',
    '</textarea><iframe src=//evil.example>',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '//evil.example/x.css',
    '/\\evil.example/x',
    'https://evil.example/x.png',
    '\u202Eevil\u0000<!--',
    ']]><svg onload=alert(1)>',
  ),
  fc.string({ unit: 'binary' }),
);

/** Words of a closed list: changing these would be a fault of the type, not an attack. */
const closed = new Set([
  'kind',
  'verdict',
  'badges',
  'done',
  'language',
  'mode',

  'outcome',
  'state',
  'typeCode',
  'proof',
  'contentLanguage',
  'baseUrl',
]);

/** The same view with every free text replaced by the next hostile one. */
function poisoned<View>(view: View, next: () => string, key?: string): View;
function poisoned(view: unknown, next: () => string, key = ''): unknown {
  if (typeof view === 'string') return closed.has(key) ? view : next();
  if (Array.isArray(view)) return view.map((member) => poisoned(member, next));
  if (typeof view !== 'object' || view === null) return view;
  const isCheck = 'outcome' in view;
  const isStationType = 'code' in view && 'name' in view;
  return Object.fromEntries(
    Object.entries(view).map(([name, value]) => {
      const place = (isCheck && name === 'name') || (isStationType && name === 'code') ? 'kind' : name;
      return [name, poisoned(value, next, place)];
    }),
  );
}

const pages: Readonly<Record<string, (next: () => string, language: Language) => string>> = {
  badge: (next, language) => renderBadgePage(poisoned(badge, next), language),
  'revoked badge': (next, language) =>
    renderBadgePage(poisoned({ ...badge, verdict: verdicts[1] ?? badge.verdict }, next), language),
  achievement: (next, language) => renderAchievementPage(poisoned(achievement, next), language),
  issuer: (next, language) => renderIssuerPage(poisoned(issuerView, next), language),
  key: (next, language) => renderKeyPage(poisoned(keyView, next), language),
  verify: (next, language) => renderVerifyPage(poisoned({ ...verifyView, inputProblem: 'x' }, next), language),
  home: (next, language) => renderHomePage(poisoned(home, next), language),
  problem: (next, language) => renderProblemPage(poisoned({ ...notFound, detail: 'x' }, next), language),
  own: (next, language) => renderOwnPage(poisoned(ownPage, next), language),
  erasure: (next, language) => renderOwnErasurePage(poisoned(ownPage, next), language),
  'skill levels': (next, language) => renderSkillLevelsPage(poisoned(home, next), language),
};

/** Everything a browser would see as a tag. */
const tagsOf = (page: string) => page.match(/<[a-z/!][^>]*>/gi) ?? [];
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

function expectHarmless(page: string): void {
  const tags = tagsOf(page);
  expect(unbalancedTag(page)).toBeUndefined();
  for (const tag of tags.map((one) => one.replaceAll(/"[^"]*"/g, '""'))) {
    expect(tag).not.toMatch(/\s(on\w+|style|srcset|srcdoc)=/i);
    expect(tag).not.toMatch(/^<(iframe|object|embed|base|style|meta http-equiv)/i);
  }
  expect(tags.filter((tag) => tag.startsWith('<script'))).toEqual(
    tags.filter((tag) => tag === '<script type="application/ld+json">'),
  );
  for (const tag of tags.filter((one) => /^<(link|img|source)/.test(one))) expectOwn(tag);
  for (const tag of tags.filter((one) => one.startsWith('<form '))) {
    expect(attribute(tag, 'action')).toMatch(/^\/(?![/\\])/);
  }
  for (const tag of tags.filter((one) => one.startsWith('<a '))) {
    expect(attribute(tag, 'href')).toMatch(/^(https?:|mailto:|\/(?![/\\])|#content$)/i);
  }
}

/** What the page loads comes from us; `rel="alternate"` and `canonical` load nothing but may not mislead either. */
function expectOwn(tag: string): void {
  const address = attribute(tag, 'href') ?? attribute(tag, 'src') ?? '';
  expect(address).toMatch(/^(\/(?![/\\])|https:\/\/badges\.example\/|data:image\/svg\+xml;base64,)/);
}

describe.each(Object.entries(pages))('the page of %s', (_name, render) => {
  test.each(['nl', 'en'] as const)('in %s stays harmless whatever the texts are', (language) => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 40 }), (texts) => {
        let turn = 0;
        expectHarmless(render(() => texts[turn++ % texts.length] ?? '', language));
      }),
      { numRuns: 40 },
    );
  });
});

test('linked data stays JSON, and cannot close its element', () => {
  const title = '</script><b>\u2028';
  const page = renderAchievementPage({ ...achievement, content: { ...achievement.content, title } }, 'nl');
  const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
  expect(JSON.parse(data)).toMatchObject({ name: title });
});

test('a tile does not load a picture from elsewhere', () => {
  const tile = { title: 'A', kind: 'ulo', code: 'A', url: '/a', imageUrl: 'https://evil.example/pixel.svg' } as const;
  expect(renderIssuerPage({ ...issuerView, badges: [tile] }, 'nl')).not.toContain('evil.example');
});
