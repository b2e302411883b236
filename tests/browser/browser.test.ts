import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chromiumPath } from '../support/chromium.ts';
import { makeScene, type Scene } from './scene.ts';

// A browser on a busy machine; none of these waits for anything but itself.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let scene: Scene;
let count = 0;

/** A test that needs a Chromium; without one it is counted and skipped. */
function inChromium(name: string, run: () => Promise<void>): void {
  count += 1;
  test.skipIf(chromiumPath === undefined)(name, run);
}

beforeAll(async () => {
  if (chromiumPath !== undefined) scene = await makeScene();
});
afterAll(() => scene?.[Symbol.asyncDispose]());

test('a run without Chromium says what it left out', () => {
  if (chromiumPath === undefined)
    process.stdout.write(`${count} browser tests skipped: no Chromium on the PATH, and CHROMIUM names none\n`);
  expect(count).toBeGreaterThan(10);
});

/** Every page that a stranger or a learner sees. */
const pages: Readonly<Record<string, () => string>> = {
  home: () => '/',
  badge: () => scene.paths.badge,
  'badge with a rubric': () => scene.paths.judged,
  'revoked badge': () => scene.paths.revoked,
  achievement: () => scene.paths.achievement,
  issuer: () => scene.paths.issuer,
  skill: () => scene.paths.skill,
  key: () => scene.paths.key,
  verify: () => '/verify',
  'result of a check': () => `/verify?${new URLSearchParams({ url: scene.baseUrl + scene.paths.judged })}`,
  'how it is checked': () => '/verify/how',
  own: () => scene.paths.own,
};

const inLanguage = (path: string, language: string) => `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;

/** Every pair of language, scheme and width meets in one of these. */
const looks: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ['nl, light, phone', 'nl', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
  ['nl, dark, desktop', 'nl', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
  ['en, light, desktop', 'en', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['en, dark, phone', 'en', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
];

describe('every page', () => {
  for (const [look, language, options] of looks) {
    inChromium(`is accessible, asks nobody else and breaks no policy: ${look} (WCAG 2.2 AA)`, async () => {
      await using visit = await scene.open(options);
      for (const [name, path] of Object.entries(pages)) {
        await visit.to(inLanguage(path(), language));
        expect(await visit.violations(), name).toEqual([]);
      }
      expect(visit.strangers).toEqual([]);
      expect(visit.faults).toEqual([]);
    });
  }

  inChromium('does not scroll sideways at 320 px (WCAG 2.2 §1.4.10)', async () => {
    await using visit = await scene.open({ viewport: { width: 320, height: 640 } });
    for (const [name, path] of Object.entries(pages)) {
      const page = await visit.to(inLanguage(path(), 'nl'));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, name).toBeLessThanOrEqual(320);
    }
  });

  inChromium('is whole without JavaScript, and the form judges', async () => {
    await using visit = await scene.open({ javaScriptEnabled: false });
    const badge = await visit.to(`${scene.paths.badge}?lang=en`);
    expect(await badge.locator('.sign__word').first().textContent()).toBe('Genuine and valid');
    expect(await badge.locator('#self-check').isVisible()).toBe(false);
    const page = await visit.to('/verify?lang=en');
    await page.fill('#credential', await signedBadge());
    await page.click('form button[type=submit]');
    expect(await page.locator('.sign__word').first().textContent()).toBe('Genuine and valid');
  });

  inChromium('with a result is accessible too', async () => {
    await using visit = await scene.open({ viewport: { width: 390, height: 844 } });
    const page = await visit.to('/verify?lang=nl');
    await page.fill('#credential', await signedBadge());
    await page.click('form button[type=submit]');
    await page.locator('.pass .steps').waitFor();
    expect(await visit.violations()).toEqual([]);
  });
});

async function signedBadge(path = scene.paths.badge): Promise<string> {
  const { bytes } = await scene.world.stranger.get(path, { accept: 'application/vc+ld+json' });
  return bytes.toString();
}

describe('the check in the browser itself', () => {
  const verdictOn = async (path: string) => {
    await using visit = await scene.open();
    const page = await visit.to(`${path}?lang=en`);
    await page.locator('#self-check button').click();
    const sign = page.locator('#self-check .sign');
    await sign.waitFor();
    expect(visit.faults).toEqual([]);
    expect(visit.strangers).toEqual([]);
    expect(await visit.violations()).toEqual([]);
    return await sign.textContent();
  };

  inChromium('finds a valid badge valid, and says who checked', async () => {
    const said = await verdictOn(scene.paths.badge);
    expect(said).toMatch(/^Genuine and valid/);
    expect(said).toContain('Checked by your browser on');
  });

  inChromium('finds a revoked badge revoked, by the list of its issuer', async () => {
    expect(await verdictOn(scene.paths.revoked)).toMatch(/^Revoked/);
  });

  const pasted = async (text: string) => {
    await using visit = await scene.open();
    const page = await visit.to('/verify?lang=nl');
    const posts: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && posts.push(request.url())));
    await page.fill('#credential', text);
    await page.locator('#self-check button').click();
    await page.locator('#self-check .sign').waitFor();
    expect(posts, 'the badge stays on this machine').toEqual([]);
    expect(visit.faults).toEqual([]);
    return await page.locator('#self-check .sign__word').textContent();
  };

  inChromium('detects a forged badge that was pasted, and sends it nowhere', async () => {
    const badge = JSON.parse(await signedBadge());
    expect(await pasted(JSON.stringify(badge))).toBe('Echt en geldig');
    badge.credentialSubject.achievement.name = 'Master plumber';
    expect(await pasted(JSON.stringify(badge))).toBe('Ongeldig');
  });

  inChromium('takes no word for it when the list of the issuer cannot be had', async () => {
    await using visit = await scene.open();
    await visit.page.route('**/status/**', (route) => route.abort());
    const page = await visit.to(`${scene.paths.badge}?lang=en`);
    await page.locator('#self-check button').click();
    expect(await page.locator('#self-check .sign__word').textContent()).toBe('Could not be checked');
  });

  inChromium('says so where the browser cannot check such signatures', async () => {
    await using visit = await scene.open();
    await visit.page.addInitScript(() => {
      crypto.subtle.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'));
    });
    const page = await visit.to(`${scene.paths.badge}?lang=en`);
    const slot = page.locator('#self-check');
    await slot.waitFor();
    expect(await slot.textContent()).toContain('This browser cannot check such signatures itself yet');
    expect(await slot.locator('button').count()).toBe(0);
  });
});

describe('the form of the verify page', () => {
  inChromium('takes a file that is dropped on it', async () => {
    await using visit = await scene.open();
    const page = await visit.to('/verify?lang=en');
    const dropped = await page.evaluateHandle(
      (text) => {
        const files = new DataTransfer();
        files.items.add(new File([text], 'badge.json', { type: 'application/json' }));
        return files;
      },
      await signedBadge(),
    );
    await page.dispatchEvent('form.ask', 'drop', { dataTransfer: dropped });
    await page.locator('.pass .sign__word').waitFor();
    expect(await page.locator('.sign__word').first().textContent()).toBe('Genuine and valid');
    expect(visit.faults).toEqual([]);
  });

  inChromium('reads a code before the camera, and goes where it leads', async () => {
    await using visit = await scene.open({ permissions: ['camera'] });
    // Chromium plays a camera by itself; on Linux it has no detector of codes, so that alone is played here.
    await visit.page.addInitScript((code) => {
      Object.assign(globalThis, {
        BarcodeDetector: class {
          detect = async (video: HTMLVideoElement) => (video.videoWidth > 0 ? [{ rawValue: code }] : []);
        },
      });
    }, scene.baseUrl + scene.paths.badge);
    const page = await visit.to('/verify?lang=en');
    await page.getByRole('button', { name: 'Scan a QR code' }).click();
    await page.locator('.pass .sign__word').waitFor();
    expect(await page.locator('.sign__word').first().textContent()).toBe('Genuine and valid');
    expect(visit.faults).toEqual([]);
  });
});

describe('<stempel-badge> on a page of somebody else', () => {
  const embedded = async (path: string, language: string, options: BrowserContextOptions = {}) => {
    const visit = await scene.open(options);
    const query = new URLSearchParams({ badge: scene.baseUrl + path, lang: language });
    const page = await visit.to(`${scene.elsewhere}/?${query}`);
    await page.locator('stempel-badge .sign').waitFor();
    return { visit, page };
  };

  inChromium('shows the badge and what the visitor’s own browser found', async () => {
    const { visit, page } = await embedded(scene.paths.badge, 'en', { colorScheme: 'dark' });
    const card = page.locator('stempel-badge');
    expect(await card.locator('.sign__word').textContent()).toBe('Genuine and valid');
    expect(await card.locator('h3').textContent()).not.toBe('');
    expect(await card.locator('header p').first().textContent()).toMatch(/^Issued by /);
    expect(await card.locator('header p').last().textContent()).toBe(
      `Proven owner of ${new URL(scene.baseUrl).host}${scene.paths.issuer}`,
    );
    const loaded = await card
      .locator('img')
      .evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0));
    expect(loaded, 'the picture may be shown there').toBe(true);
    await page.keyboard.press('Tab');
    expect(await card.evaluate((element) => element.shadowRoot?.activeElement?.tagName)).toBe('A');
    expect(await visit.violations()).toEqual([]);
    expect(visit.faults).toEqual([]);
    const asked = visit.strangers.map((url) => new URL(url).origin);
    expect(new Set(asked), 'nobody but the page itself and the issuer').toEqual(new Set([scene.elsewhere]));
    await visit[Symbol.asyncDispose]();
  });

  inChromium('says that a badge was revoked, in the language of the page', async () => {
    const { visit, page } = await embedded(scene.paths.revoked, 'nl');
    expect(await page.locator('stempel-badge .sign__word').textContent()).toBe('Ingetrokken');
    expect(await page.locator('stempel-badge').getAttribute('data-verdict')).toBe('revoked');
    await visit[Symbol.asyncDispose]();
  });
});
