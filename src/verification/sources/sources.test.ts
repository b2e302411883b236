import { describe, expect, test } from 'vitest';
import { playSites } from '../../../tests/support/sites.ts';
import { heldClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import type { Deps } from '../../platform/deps.ts';
import { createOutbound, type Outbound } from '../../platform/outbound/index.ts';
import type { Resolve } from '../../platform/outbound/resolve.ts';
import { readPublic } from './reader.ts';
import { sourcesOf } from './sources.ts';
import { Turns } from './turns.ts';

const wanted = { accept: 'application/json, text/*;q=0.1', largest: 100 };
const url = 'https://uni.example/issuer';

/** A service without a database: the documents of others are read without it (threats.md §9). */
function service(outbound: Outbound, env: Record<string, string> = {}) {
  const clock = heldClock('2026-11-22T12:00:00Z');
  const config = readConfig({
    NODE_ENV: 'test',
    PUBLIC_BASE_URL: 'https://badges.example',
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 'k').toString('base64'),
    ...env,
  });
  const on = { outbound, clock, config, database: undefined } as unknown as Deps;
  return { on, clock, sources: () => sourcesOf(on, async () => undefined) };
}

describe('an address that a badge names is asked only where the public internet is (threats.md §3)', () => {
  /** The real way out, with a name server that the attacker rules. */
  const withNames = (resolve: Resolve, env = {}) =>
    service(createOutbound({ outboundAllow: ['10.0.0.5:80'], outboundPorts: [] }, resolve), env);
  const answers =
    (...addresses: string[]): Resolve =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  test.each([
    'http://uni.example/',
    'https://user:secret@uni.example/',
    'https://uni.example:22/',
    'https://uni.example:8443/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://metadata.google.internal/',
    'https://localhost/',
    'https://database/',
    'https://printer.local/',
    'file:///etc/passwd',
    'data:application/json,{}',
    'gopher://uni.example/',
    // OUTBOUND_ALLOW is for what issuers choose, not for what a badge of anybody names.
    'http://10.0.0.5/',
    'not a url',
    '',
  ])('%s is not asked for', async (address) => {
    let asked = 0;
    const { sources } = withNames(async () => {
      asked += 1;
      return [];
    });
    expect(await sources().fetch(address, wanted)).toBe('unsupported');
    expect(typeof (await sources().controller(address))).toBe('string');
    expect(asked).toBe(0);
  });

  test.each([
    ['loopback', '127.0.0.1'],
    ['private', '192.168.1.1'],
    ['link-local, where metadata is', '169.254.169.254'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['IPv6 loopback', '::1'],
    ['mapped', '::ffff:10.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['unique local', 'fd00:ec2::254'],
    ['6to4', '2002:7f00:1::1'],
  ])('a name that leads to a %s address leads nowhere', async (_what, address) => {
    for (const resolve of [answers(address), answers('93.184.215.14', address)]) {
      const { sources } = withNames(resolve);
      expect(await sources().fetch(url, wanted)).toBe('unreachable');
      expect(await sources().controller('did:web:uni.example')).toBe('unreachable');
      expect(await sources().controller('did:web:uni.example%3A443:path')).toBe('unreachable');
    }
  });

  test('names are looked up once for each question: a second answer changes nothing (DNS rebinding)', async () => {
    let asked = 0;
    // First refused by its address; the attacker's next answer would have been fine, and the other way round in outbound.test.ts.
    const { sources } = withNames(async () => {
      asked += 1;
      return [{ address: asked === 1 ? '10.0.0.1' : '93.184.215.14', family: 4 }];
    });
    expect(await sources().fetch(url, wanted)).toBe('unreachable');
    expect(await sources().fetch(url, wanted)).toBe('unreachable');
    expect(asked).toBe(1);
  });
});

describe('what is asked', () => {
  test('carries the limits: 3 s, two redirects, only what VERIFY_ALLOW opens, never this service', async () => {
    const sites = playSites();
    sites.set(url, {});
    await service(sites, { VERIFY_ALLOW: 'Wiki.intern:8080' }).sources().fetch(`${url}#part`, wanted);
    expect(sites.asked).toEqual([
      {
        method: 'GET',
        url,
        accept: wanted.accept,
        largestAnswer: 100,
        timeout: expect.closeTo(3_000, -2),
        redirects: 2,
        allow: ['wiki.intern:8080'],
        avoid: ['badges.example'],
      },
    ]);
  });

  test('is never this service itself', async () => {
    const sites = playSites();
    const { sources } = service(sites);
    for (const own of ['https://badges.example/x', 'https://BADGES.example:443/x'])
      expect(await sources().fetch(own, wanted)).toBe('unsupported');
    expect(sites.asked).toEqual([]);
  });

  test('is asked once in one verification, and again only when its time is over', async () => {
    const sites = playSites();
    sites.set(url, { n: 1 }, { 'cache-control': 'max-age=100', age: '10' });
    const { sources, clock } = service(sites);
    const one = sources();
    const [first] = await Promise.all([one.fetch(url, wanted), one.fetch(url, wanted)]);
    expect(first).toMatchObject({ url, mediaType: 'application/json', bytes: Buffer.from('{"n":1}') });
    clock.advance(89_000);
    expect(await sources().fetch(url, wanted)).toBe(first);
    expect(sites.asked).toHaveLength(1);
    clock.advance(2_000);
    sites.set(url, { n: 2 });
    expect(await one.fetch(url, wanted)).toBe(first);
    expect(await sources().fetch(url, wanted)).not.toBe(first);
    expect(sites.asked).toHaveLength(2);
  });

  test.each([
    ['no-store', 10],
    ['public, max-age=0', 10],
    ['max-age=31536000, immutable', 300],
    ['', 60],
  ])('with "%s" is kept for %d seconds', async (control, seconds) => {
    const sites = playSites();
    sites.set(url, {}, control === '' ? {} : { 'cache-control': control });
    const { sources, clock } = service(sites);
    await sources().fetch(url, wanted);
    clock.advance(seconds * 1_000 - 1);
    await sources().fetch(url, wanted);
    expect(sites.asked).toHaveLength(1);
    clock.advance(1);
    await sources().fetch(url, wanted);
    expect(sites.asked).toHaveLength(2);
  });

  test('and failed is not asked again for half a minute', async () => {
    const sites = playSites();
    sites.lose(url, 'no answer in time');
    const { sources, clock } = service(sites);
    expect(await sources().fetch(url, wanted)).toBe('unreachable');
    sites.set(url, {});
    clock.advance(29_999);
    expect(await sources().fetch(url, wanted)).toBe('unreachable');
    clock.advance(1);
    expect(await sources().fetch(url, wanted)).toMatchObject({ url });
  });

  test('in a hurry, and got no answer, is not held against the site', async () => {
    const sites = playSites();
    sites.lose(url, 'no answer in time');
    const { on } = service(sites);
    expect(await readPublic(on, url, wanted, 500)).toBe('unreachable');
    sites.set(url, {});
    expect(await readPublic(on, url, wanted)).toMatchObject({ url });
    expect(await readPublic(on, `${url}/other`, wanted, 0)).toBe('unreachable');
    expect(sites.asked).toHaveLength(2);
  });

  test('is not endless: one verification asks 16 addresses at most', async () => {
    const sites = playSites();
    const { sources } = service(sites);
    const one = sources();
    for (let at = 0; at < 20; at += 1) await one.fetch(`${url}/${at}`, wanted);
    expect(sites.asked).toHaveLength(16);
  });

  test('waits its turn: four at once at one host, and others are not held up', async () => {
    let [now, most] = [0, 0];
    const held = Promise.withResolvers<void>();
    const outbound: Outbound = {
      check: () => undefined,
      send: async (request) => {
        if (request.url.startsWith('https://other.example')) return { status: 200, headers: {}, body: Buffer.alloc(0) };
        now += 1;
        most = Math.max(most, now);
        await held.promise;
        now -= 1;
        return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') };
      },
    };
    const { sources } = service(outbound);
    const asked = Array.from({ length: 40 }, (_, at) => sources().fetch(`${url}/${at}`, wanted));
    expect(await sources().fetch('https://other.example/', wanted)).toBe('malformed');
    held.resolve();
    const answers = await Promise.all(asked);
    expect(most).toBe(4);
    // 4 at once and 32 in line; the others are told at once.
    expect(answers.filter((answer) => answer === 'unreachable')).toHaveLength(4);
  });
});

describe('an answer', () => {
  const outcome = async (document: unknown, headers: Record<string, string>, status = 200) => {
    const sites = playSites();
    sites.set(url, document, headers, status);
    const answer = await service(sites).sources().fetch(url, wanted);
    return typeof answer === 'string' ? answer : answer.mediaType;
  };

  test('of a kind that was asked for is taken, by its bare media type', async () => {
    expect(await outcome({}, { 'content-type': 'Application/JSON; charset=utf-8' })).toBe('application/json');
    expect(await outcome('x', { 'content-type': 'text/plain' })).toBe('text/plain');
  });

  test.each<[string, unknown, Record<string, string>, number, string]>([
    ['of another kind', '<html>', { 'content-type': 'image/svg+xml' }, 200, 'malformed'],
    ['of no kind', '{}', { 'content-type': '' }, 200, 'malformed'],
    ['that is packed', '{}', { 'content-encoding': 'gzip' }, 200, 'malformed'],
    ['that is packed twice', '{}', { 'content-encoding': 'gzip, br' }, 200, 'malformed'],
    ['that is too large', 'x'.repeat(101), {}, 200, 'malformed'],
    ['that is an error', {}, {}, 500, 'unreachable'],
    ['that is only a part', {}, {}, 206, 'unreachable'],
    ['that is nowhere', {}, {}, 404, 'unreachable'],
  ])('%s is none', async (_what, document, headers, status, expected) => {
    expect(await outcome(document, headers, status)).toBe(expected);
  });

  test.each([
    'refused address',
    'unknown host',
    'no connection',
    'no trusted certificate',
    'too many redirects',
  ] as const)('that did not come says nothing of our network: %s', async (code) => {
    const sites = playSites();
    sites.lose(url, code);
    expect(await service(sites).sources().fetch(url, wanted)).toBe('unreachable');
  });
});

test('whoever waits for a turn leaves when patience ends, and its place goes to the next', async () => {
  const turns = new Turns();
  const held = Promise.withResolvers<void>();
  const busy = Array.from({ length: 4 }, () => turns.take('a', 1_000, () => held.promise.then(() => 'done')));
  expect(await turns.take('a', 5, async () => 'never')).toBeUndefined();
  const next = turns.take('a', 1_000, async () => 'next');
  expect(await turns.take('b', 1_000, async () => 'elsewhere')).toBe('elsewhere');
  held.resolve();
  expect(await Promise.all([...busy, next])).toEqual(['done', 'done', 'done', 'done', 'next']);
});
