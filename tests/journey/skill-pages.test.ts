import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
let award: any;
let badge: any;
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const origin = () => new URL(award.url).origin;
const json = { accept: 'application/json' };

beforeAll(async () => {
  world = await makeWorld();
  academy = await world.academy();
  const { body } = await academy.post('/v1/completions', reportOf('noor@example.org'));
  award = body.awards.find(({ achievement }: any) => achievement.ref === 'badge:WP-04');
  badge = (await world.stranger.get(new URL(award.url).pathname)).body;
});
afterAll(() => world[Symbol.asyncDispose]());

describe('the page of a skill', () => {
  const heatPump = () => badge.credentialSubject.achievement.alignment.find((one: any) => /esco/.test(one.targetUrl));
  const path = (uri: string) => `/skills?${new URLSearchParams({ uri })}`;

  test('says who certifies it, as data', async () => {
    const { targetUrl, targetName } = heatPump();
    const answer = await world.stranger.get(path(targetUrl), json);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('public, max-age=60');
    expect(answer.headers.vary).toContain('accept');
    expect(answer.body).toMatchObject({ uri: targetUrl, labels: { en: targetName }, more: false });
    const certified = answer.body.achievements.map(({ id }: any) => id);
    expect(certified).toContain(badge.credentialSubject.achievement.id.replace(/\/(nl|en)$/, ''));
    expect(answer.body.achievements[0].issuer.id).toBe(badge.issuer.id);
  });

  test('says so to people, and badge, achievement and issuer lead to it', async () => {
    const { targetUrl, targetName, targetDescription } = heatPump();
    const link = `href="${path(targetUrl).replaceAll('&', '&amp;')}"`;
    const page = await world.stranger.get(path(targetUrl), browser);
    // The catalogue has no Dutch word for it, the achievements do.
    expect(page.text).toContain(`>${targetDescription}</h1>`);
    expect(page.text).toContain(targetName);
    expect(page.text).toContain(`href="/issuers/${academy.issuer.slug}"`);
    expect(page.text).toContain(`lang=en" lang="en"`);
    for (const from of [
      new URL(award.url).pathname,
      `/achievements/${award.achievement.id}`,
      `/issuers/${academy.issuer.slug}`,
    ])
      expect((await world.stranger.get(from, browser)).text, from).toContain(link);
  });

  test('is not there for what nobody names, and an odd URI is refused', async () => {
    expect((await world.stranger.get(path('http://nobody.example/skill'), json)).status).toBe(404);
    expect((await world.stranger.get(`/skills?uri=${encodeURIComponent("x' or 1=1")}`, json)).status).toBe(400);
    expect((await world.stranger.get('/skills', json)).status).toBe(400);
  });
});

describe('a result that can be shared', () => {
  const shared = () => `/verify?${new URLSearchParams({ url: award.url })}`;

  test('judges anew at each visit, and is listed nowhere', async () => {
    const page = await world.stranger.get(shared(), browser);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<p class="sign__word">Echt en geldig</p>');
    expect(page.text).toContain(`>${origin()}${shared()}</a>`);
    expect(page.headers['x-robots-tag']).toBe('noindex');
    expect(page.headers['cache-control']).toBe('no-cache');
    expect((await world.stranger.get(shared(), json)).body.verdict).toBe('valid');
    await academy.post(`/v1/awards/${award.id}/suspend`, { reason: { nl: 'Onderzoek', en: 'Inquiry' } });
    await world.work();
    expect((await world.stranger.get(shared(), json)).body.verdict).toBe('suspended');
    await academy.post(`/v1/awards/${award.id}/reinstate`, { reason: { nl: 'Klaar', en: 'Done' } });
    await world.work();
  });

  test('of an address that is no badge of ours says what to do', async () => {
    const url = `${origin()}/badges/1`;
    const page = await world.stranger.get(`/verify?${new URLSearchParams({ url })}`, browser);
    expect(page.status).toBe(404);
    expect(page.text).toContain('role="alert"');
  });

  test('of what was sent itself says that nothing is kept, and has no address', async () => {
    const form = { credential: JSON.stringify(badge) };
    const page = await world.stranger.post('/verify?lang=en', new URLSearchParams(form).toString(), {
      ...browser,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(page.text).toContain('We keep nothing of what you sent');
    expect(page.text).not.toContain('/verify?url=');
  });
});

test('the badge page tells every step with its code and clause, and how checking works', async () => {
  const page = await world.stranger.get(`${new URL(award.url).pathname}?lang=en`, browser);
  const { checks } = (await world.stranger.get(`/verify?${new URLSearchParams({ url: award.url })}`, json)).body;
  for (const { code, clause, message } of checks) {
    expect(page.text).toContain(`<span class="code">${code}</span><br>`);
    expect(page.text).toContain(clause);
    expect(page.text.replaceAll('&#39;', "'")).toContain(message.en);
  }
  expect(page.text).toContain('https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME');
  expect(page.text).toMatch(/<link rel="alternate" type="application\/vc"/);
  expect(page.text).toMatch(/<script type="application\/ld\+json">\{"@context":"https:\/\/schema.org"/);
  expect(page.text).toContain('href="/verify/how?lang=en"');
  expect((await world.stranger.get('/verify/how?lang=en', browser)).text).toContain('<h1>How we check a badge</h1>');
});
