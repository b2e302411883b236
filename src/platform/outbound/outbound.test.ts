import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createOutbound } from './outbound.ts';
import { OutboundError } from './outbound-error.ts';
import type { Resolve } from './resolve.ts';

const nothingAllowed = { outboundAllow: [], outboundPorts: [] };
const nobody: Resolve = async () => [];
/** What happened, as the code of the error or the status. */
const outcome = (sent: Promise<{ status: number }>) =>
  sent.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof OutboundError ? error.code : error),
  );
const portOf = (server: { address(): AddressInfo | string | null }) => (server.address() as AddressInfo).port;

describe('a URL that is refused by its look, without asking any name server', () => {
  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'https://example.com:8443/',
    'https://example.com:22/',
    'https://user@example.com/',
    'https://user:secret@example.com/',
    'https://127.0.0.1/',
    'https://1.1.1.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.0.0.1./',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[2606:4700:4700::1111]/',
    'https://localhost/',
    'https://localhost./',
    'https://LOCALHOST/',
    'https://db/',
    'https://db./',
    'https://x.localhost/',
    'https://printer.local/',
    'https://vault.internal/',
    'https://nas.home.arpa./',
    'https://①②⑦.0.0.1/',
    'not a url',
    '',
  ])('%s', async (url) => {
    const resolve = vi.fn(nobody);
    const outbound = createOutbound(nothingAllowed, resolve);
    expect(await outcome(outbound.send({ method: 'GET', url }))).toBe('refused url');
    expect(() => outbound.check(url)).toThrow(OutboundError);
    expect(resolve).not.toHaveBeenCalled();
  });

  test('https on port 443, and on a port of the configuration, is fine', async () => {
    const outbound = createOutbound({ outboundAllow: [], outboundPorts: [8443] }, nobody);
    for (const url of ['https://example.com/a?b', 'https://example.com:443/', 'https://example.com:8443/']) {
      expect(() => outbound.check(url)).not.toThrow();
      expect(await outcome(outbound.send({ method: 'GET', url }))).toBe('unknown host');
    }
  });
});

describe('a name', () => {
  const url = 'https://hooks.example.com/';
  const ask = (resolve: Resolve) => outcome(createOutbound(nothingAllowed, resolve).send({ method: 'GET', url }));

  test('that leads to a private address is refused', async () => {
    expect(await ask(async () => [{ address: '10.0.0.1', family: 4 }])).toBe('refused address');
  });

  test('that leads to a public and to a private address is refused', async () => {
    const both = [
      { address: '93.184.215.14', family: 4 },
      { address: '::1', family: 6 },
    ];
    expect(await ask(async () => both)).toBe('refused address');
    expect(await ask(async () => both.toReversed())).toBe('refused address');
  });

  test('that nobody knows is said to be unknown, without the words of the name server', async () => {
    expect(await ask(async () => Promise.reject(new Error('queryA ESERVFAIL 10.0.0.53')))).toBe('unknown host');
  });

  test('whose name server says nothing is given up in time', async () => {
    const outbound = createOutbound(nothingAllowed, () => new Promise(() => undefined));
    expect(await outcome(outbound.send({ method: 'GET', url, timeout: 30 }))).toBe('no answer in time');
  });
});

describe('a host', () => {
  let server: Server;
  let answer: RequestListener = (_request, response) => response.end('fine');
  let base = '';
  let allowed: { outboundAllow: string[]; outboundPorts: number[] };
  beforeAll(async () => {
    server = createServer((request, response) => answer(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    allowed = { outboundAllow: [`hooks.example.com:${portOf(server)}`], outboundPorts: [] };
    base = `http://hooks.example.com:${portOf(server)}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const here: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const get = (more: object = {}, resolve = here) =>
    createOutbound(allowed, resolve).send({ method: 'GET', url: `${base}/path?query`, ...more });

  test('is sent what was asked, and its answer comes back as it was sent', async () => {
    const seen: unknown[] = [];
    answer = async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      const { host, accept, 'accept-encoding': encoding, 'x-own': own } = request.headers;
      seen.push(request.method, request.url, host, accept, encoding, own, Buffer.concat(parts).toString());
      response.writeHead(201, { 'content-encoding': 'gzip', 'x-answer': 'yes' }).end(gzipSync('a'.repeat(1_000)));
    };
    const { status, headers, body } = await createOutbound(allowed, here).send({
      method: 'POST',
      url: `${base}/path?query`,
      headers: { 'x-own': '1' },
      accept: 'application/json',
      body: Buffer.from('é'),
    });
    const host = `hooks.example.com:${portOf(server)}`;
    expect(seen).toEqual(['POST', '/path?query', host, 'application/json', 'identity', '1', 'é']);
    expect([status, headers['x-answer']]).toEqual([201, 'yes']);
    // Bytes as they were sent: nothing of a compressed bomb is ever unpacked.
    expect(body.equals(gzipSync('a'.repeat(1_000)))).toBe(true);
  });

  test('is connected to at the address that was checked, though the name leads elsewhere a moment later', async () => {
    answer = (_request, response) => response.end('the checked one');
    const answers = [
      [{ address: '127.0.0.1', family: 4 }],
      [{ address: '127.0.0.9', family: 4 }], // nobody listens there
    ];
    const resolve = vi.fn(async () => answers.shift() ?? []);
    expect((await get({}, resolve)).body.toString()).toBe('the checked one');
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(await outcome(get({}, resolve))).toBe('no connection');
    expect(resolve).toHaveBeenCalledTimes(2);
  });

  test('that redirects is not followed', async () => {
    let asked = 0;
    answer = (_request, response) => {
      asked += 1;
      response.writeHead(302, { location: `${base}/elsewhere` }).end();
    };
    expect(await outcome(get())).toBe(302);
    expect(asked).toBe(1);
  });

  test('that redirects is followed as often as is wanted, within the same time', async () => {
    answer = ({ url = '' }, response) => {
      const left = Number(url.slice(1));
      if (left > 0) response.writeHead(307, { location: `/${left - 1}` }).end();
      else response.end('at last');
    };
    const from = (hops: number, redirects?: number) => outcome(get({ url: `${base}/${hops}`, redirects }));
    expect(await from(2, 2)).toBe(200);
    expect(await from(3, 2)).toBe('too many redirects');
    expect(await from(1, 0)).toBe('too many redirects');
    expect(await from(1)).toBe(307);
    answer = (_request, response) => response.writeHead(308, { location: '/again' }).flushHeaders();
    expect(await outcome(get({ redirects: 1_000, timeout: 100 }))).toBe('no answer in time');
  });

  test.each([
    ['a private address by name', 'https://inner.example.com/', 'refused address'],
    ['an address instead of a name', 'https://169.254.169.254/', 'refused url'],
    ['this machine', 'http://localhost/', 'refused url'],
    ['a site without TLS', 'http://example.com/', 'refused url'],
    ['another port', 'https://example.com:22/', 'refused url'],
    ['a user', 'https://user@example.com/', 'refused url'],
    ['a file', 'file:///etc/passwd', 'refused url'],
    ['a host that is to be avoided', 'https://badges.example.com/', 'refused url'],
    ['the same with a dot', 'https://badges.example.com.:443/', 'refused url'],
  ])('that redirects to %s is not followed', async (_what, location, code) => {
    answer = (_request, response) => response.writeHead(302, { location }).end();
    const resolve: Resolve = async (host) => [
      { address: host === 'hooks.example.com' ? '127.0.0.1' : '10.0.0.1', family: 4 },
    ];
    expect(await outcome(get({ redirects: 2, avoid: ['badges.example.com'] }, resolve))).toBe(code);
  });

  test('that is allowed by the configuration is not where the request brings a list of its own', async () => {
    expect(await outcome(get({ allow: [] }))).toBe('refused url');
    answer = (_request, response) => response.end('fine');
    expect(await outcome(get({ allow: [`hooks.example.com:${portOf(server)}`] }))).toBe(200);
  });

  test('that answers more than is wanted is cut off, whether it says so or not', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(1_001));
    expect(await outcome(get({ largestAnswer: 1_000 }))).toBe('answer too large');
    expect(await outcome(get({ largestAnswer: 1_001 }))).toBe(200);
    let written = 0;
    answer = (_request, response) => {
      const more = () => {
        if (response.destroyed || written > 100_000_000) return;
        written += 65_536;
        response.write(Buffer.alloc(65_536), () => setImmediate(more));
      };
      more();
    };
    const failed = await get().catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'answer too large', status: 200 });
    expect(written).toBeLessThan(50_000_000);
  });

  test.each<[string, RequestListener]>([
    ['says nothing', () => undefined],
    ['says nothing after its head', (_request, response) => response.writeHead(200).flushHeaders()],
    [
      'drips',
      (_request, response) => {
        const timer = setInterval(() => response.write('.'), 5);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('that %s is given up in time', async (_what, listener) => {
    answer = listener;
    expect(await outcome(get({ timeout: 100 }))).toBe('no answer in time');
  });

  test('that hangs up, or speaks no HTTP, is told apart from none', async () => {
    answer = (request) => request.socket.destroy();
    expect(await outcome(get())).toBe('no connection');
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('half', () => response.destroy());
    };
    expect(await outcome(get())).toBe('broken answer');
    const babble = createSocketServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-nothing\r\n\r\n'));
    await new Promise<void>((listening) => babble.listen(0, '127.0.0.1', listening));
    const rules = { outboundAllow: [`127.0.0.1:${portOf(babble)}`], outboundPorts: [] };
    const url = `http://127.0.0.1:${portOf(babble)}/`;
    expect(await outcome(createOutbound(rules).send({ method: 'GET', url }))).toBe('broken answer');
    babble.close();
  });

  test('on another port than the allowed one is refused, and so is the metadata of the machine', async () => {
    const url = base.replace(/\d+$/, '1');
    expect(await outcome(createOutbound(allowed, here).send({ method: 'GET', url }))).toBe('refused url');
    const metadata: Resolve = async () => [{ address: '169.254.169.254', family: 4 }];
    expect(await outcome(get({}, metadata))).toBe('refused address');
  });

  test('without a certificate that we trust is refused, whatever the environment says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outbound-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=hooks.example.com';
    execFileSync('openssl', [...words.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
    let asked = 0;
    const secure = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((listening) => secure.listen(0, '127.0.0.1', listening));
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const rules = { outboundAllow: [`hooks.example.com:${portOf(secure)}`], outboundPorts: [] };
    const url = `https://hooks.example.com:${portOf(secure)}/`;
    expect(await outcome(createOutbound(rules, here).send({ method: 'GET', url }))).toBe('no trusted certificate');
    expect(asked).toBe(0);
    vi.unstubAllEnvs();
    secure.close();
    rmSync(folder, { recursive: true });
  });

  test('is told nothing of ours in an error', async () => {
    const failed = await get({}, async () => [{ address: '127.0.0.9', family: 4 }]).catch((error: unknown) => error);
    expect(JSON.stringify([failed, String(failed), (failed as Error).cause])).not.toMatch(/127|example/);
  });
});
