import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { freePort } from '../support/program.ts';
import { makeWorld, reportOf, type World } from '../support/world.ts';

/** The moment at which everything happens, also for the browser. */
const now = '2026-11-22T12:00:00Z';

export interface Scene extends AsyncDisposable {
  readonly world: World;
  readonly baseUrl: string;
  /** Another origin, with a page that embeds badges of ours. */
  readonly elsewhere: string;
  readonly paths: {
    readonly badge: string;
    /** Of a ULO, so with a rubric. */
    readonly judged: string;
    readonly revoked: string;
    readonly achievement: string;
    readonly issuer: string;
    readonly own: string;
    readonly skill: string;
    readonly key: string;
  };
  open(options?: BrowserContextOptions): Promise<Visit>;
}

/** One visitor with a window of its own, and what went wrong in it. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Requests to another origin than the service. */
  readonly strangers: string[];
  /** What the policy of a page stopped, and errors of scripts. */
  readonly faults: string[];
  to(path: string): Promise<Page>;
  /** What axe finds against WCAG 2.2 AA, as `rule: selector`. */
  violations(): Promise<string[]>;
}

/** One service that listens, with a valid and a revoked badge; one browser; one foreign site. */
export async function makeScene(): Promise<Scene> {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const world = await makeWorld({ now, env: { PUBLIC_BASE_URL: baseUrl } });
  await world.app.listen({ host: 'localhost', port: Number(port) });
  const browser = await startChromium();
  const foreign = await serveForeignSite(baseUrl);
  return {
    world,
    baseUrl,
    elsewhere: foreign.url,
    paths: await issueBadges(world),
    open: (options) => visit(browser, baseUrl, options),
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await foreign.close();
      await world[Symbol.asyncDispose]();
    },
  };
}

async function issueBadges(world: World): Promise<Scene['paths']> {
  const academy = await world.academy();
  const issue = async (email: string) => (await academy.post('/v1/completions', reportOf(email))).body;
  const [kept, lost] = [await issue('noor@example.org'), await issue('sam@example.org')];
  await academy.post(`/v1/awards/${lost.awards[0].id}/revoke`, {
    reason: { nl: 'Verkeerde deelnemer', en: 'Wrong learner' },
  });
  await world.work();
  const link = await academy.post(`/v1/learners/${kept.learner.id}/links`, {});
  const path = (url: string) => new URL(url).pathname;
  const judged = (await world.stranger.get(path(kept.awards[1].url))).body;
  const [skill] = judged.credentialSubject.achievement.alignment;
  const issuerPage = await world.stranger.get(`/issuers/${academy.issuer.slug}`, { accept: 'text/html' });
  const [key = ''] = /\/issuers\/[a-z]+\/keys\/[0-9a-f-]{36}/.exec(issuerPage.text) ?? [];
  return {
    badge: path(kept.awards[0].url),
    judged: path(kept.awards[1].url),
    revoked: path(lost.awards[0].url),
    achievement: `/achievements/${kept.awards[0].achievement.id}`,
    issuer: `/issuers/${academy.issuer.slug}`,
    own: path(link.body.url),
    skill: `/skills?${new URLSearchParams({ uri: skill.targetUrl })}`,
    key,
  };
}

/** A site of somebody else, with a policy as strict as a widget can be asked to live with. */
async function serveForeignSite(baseUrl: string) {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://foreign.example');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${baseUrl}; connect-src ${baseUrl}; img-src ${baseUrl}`,
    );
    response.end(`<!doctype html><html lang="${searchParams.get('lang')}"><title>Portfolio</title><main><h1>Portfolio</h1>
<stempel-badge src="${searchParams.get('badge')}"></stempel-badge></main><script type="module" src="${baseUrl}/widget.js"></script>`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

async function visit(browser: Browser, baseUrl: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ baseURL: baseUrl, ...options });
  const page = await context.newPage();
  // Only what the clock says; timers run as ever.
  await page.clock.setFixedTime(now);
  const [strangers, faults] = [watchRequests(context, baseUrl), watchFaults(page)];
  return {
    page,
    strangers,
    faults,
    to: async (path) => {
      const response = await page.goto(path);
      if (response?.status() !== 200) throw new Error(`${path} answered ${response?.status()}`);
      return page;
    },
    violations: async () => {
      await page.evaluate(axe.source);
      return page.evaluate(async () => {
        const { axe: found } = globalThis as unknown as {
          axe: { run(context: unknown, options: object): Promise<any> };
        };
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        const { violations } = await found.run(document, { runOnly: tags, resultTypes: ['violations'] });
        return violations.flatMap(({ id, nodes }: any) => nodes.map(({ target }: any) => `${id}: ${target.join(' ')}`));
      });
    },
    [Symbol.asyncDispose]: () => context.close(),
  };
}

function watchRequests(context: BrowserContext, baseUrl: string): string[] {
  const strangers: string[] = [];
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== baseUrl) strangers.push(request.url());
  });
  return strangers;
}

function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  return faults;
}
