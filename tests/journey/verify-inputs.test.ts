import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { iTXt, png, qrPicture } from '../support/pictures.ts';
import { type Answer, makeWorld, type Provider, reportOf, type World } from '../support/world.ts';

let world: World;
let academy: Provider;
let logged = '';
/** A badge of this service, as its address serves it. */
let bytes: Buffer;
let badge: any;
let url: string;

beforeAll(async () => {
  const log = new PassThrough();
  log.on('data', (line) => {
    logged += line;
  });
  world = await makeWorld({ log });
  academy = await world.academy();
  ({ bytes, badge, url } = await issued('noor@example.org'));
});
afterAll(() => world[Symbol.asyncDispose]());

async function issued(email: string) {
  const { body } = await academy.post('/v1/completions', reportOf(email));
  const made = body.awards.find(({ achievement }: any) => achievement.ref === 'badge:WP-04');
  const answer = await world.stranger.get(new URL(made.url).pathname);
  return { bytes: answer.bytes, badge: answer.body, url: made.url as string, id: made.id as string };
}

const post = (body: unknown, type = 'application/json', path = '/verify'): Promise<Answer> =>
  world.stranger.post(path, body, { 'content-type': type });
const certificate = async () => {
  const document = await PDFDocument.create();
  await document.attach(bytes, 'badge.json', { mimeType: 'application/vc' });
  return Buffer.from(await document.save());
};
const svg = () =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><openbadges:credential><![CDATA[${bytes}]]></openbadges:credential></svg>`;
const share = () => `https://www.linkedin.com/profile/add?certUrl=${encodeURIComponent(url)}&certId=1`;

describe('a badge is judged in whatever form it is sent', () => {
  test.each<[form: string, type: string, body: () => unknown]>([
    ['json', 'application/vc', () => bytes],
    ['json', 'application/json', () => `[${bytes}]`],
    ['json', 'application/json', () => ({ verifiableCredential: [badge] })],
    ['json', 'application/json', () => ({ credential: badge })],
    ['json', 'application/json', () => ({ credential: bytes.toString() })],
    ['json', 'text/plain', () => bytes],
    ['png', 'image/png', () => png([iTXt('openbadgecredential', bytes)])],
    ['png', 'application/octet-stream', () => png([iTXt('openbadgecredential', bytes, true)])],
    ['svg', 'image/svg+xml', svg],
    ['pdf', 'application/pdf', certificate],
    ['qr', 'image/png', () => qrPicture(url)],
    ['url', 'text/plain', () => url],
    ['url', 'application/json', () => ({ url })],
    ['url', 'application/json', () => ({ url: `${url}?lang=nl#rubric` })],
    ['url', 'application/json', () => ({ url: share() })],
  ])('%s as %s', async (form, type, body) => {
    for (const path of ['/verify', '/v1/verify']) {
      const answer = await post(await body(), type, path);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toMatchObject({ verdict: 'valid', input: { form } });
      expect(answer.body.checks).toHaveLength(6);
      // The judgement is given back, never the badge.
      expect(answer.text).not.toContain('credentialSubject');
    }
  });

  test.each<[type: string, body: () => string | Buffer, code: string]>([
    ['image/png', () => png(), 'no-badge-in-file'],
    [
      'image/png',
      () => png([iTXt('openbadgecredential', bytes), iTXt('openbadgecredential', bytes)]),
      'several-badges',
    ],
    ['image/jpeg', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'damaged-file'],
    ['image/svg+xml', () => `<!DOCTYPE svg>${svg()}`, 'forbidden-xml'],
    ['application/pdf', () => '%PDF-1.7', 'no-badge-in-file'],
    ['application/jwt', () => 'hello', 'not-json'],
  ])('%s with nothing to judge is malformed, with the reason', async (type, body, code) => {
    const { body: answer } = await post(body(), type);
    expect(answer).toMatchObject({ verdict: 'malformed' });
    expect(answer.checks[0]).toMatchObject({ name: 'input', outcome: 'failed', code });
  });

  test('a JWT is judged as a JWT', async () => {
    const token = 'eyJhbGciOiJub25lIn0.e30.';
    for (const [type, body] of [
      ['application/vc+jwt', token],
      ['text/plain', token],
      ['application/json', { jwt: token }],
    ] as const)
      expect((await post(body, type)).body).toMatchObject({
        input: { form: 'jwt' },
        verdict: expect.not.stringMatching(/^valid/),
      });
  });

  test('an SD-JWT is judged as one: a part that its issuer did not sign is refused (RFC 9901 §7.1)', async () => {
    const answer = await post('eyJhbGciOiJFUzI1NiJ9.eyJfc2QiOlsieCJdfQ.c2ln~WyJhIl0~', 'application/vc+sd-jwt');
    expect(answer.body).toMatchObject({ verdict: 'malformed', input: { form: 'sd-jwt' } });
    expect(answer.body.checks[0]).toMatchObject({ outcome: 'failed', code: 'malformed-jwt' });
  });

  test.each([
    ['image/png', 8 * 1024 * 1024],
    ['application/jwt', 512 * 1024],
    ['application/json', 4 * 1024 * 1024],
  ])('%s of more than %i bytes is refused', async (type, most) => {
    expect((await post(Buffer.alloc(most + 1, ' '), type)).status).toBe(413);
  });
});

describe('a form with a file, as a browser sends it without JavaScript (RFC 7578)', () => {
  async function upload(fields: Record<string, string | File>, accept: string) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const body = new Response(form);
    const type = body.headers.get('content-type') ?? '';
    return world.stranger.post('/verify', Buffer.from(await body.arrayBuffer()), { 'content-type': type, accept });
  }

  test('is judged by the file, or by what was typed when there is none', async () => {
    const picture = new File([new Uint8Array(png([iTXt('openbadgecredential', bytes)]))], 'badge.png', {
      type: 'image/png',
    });
    const page = await upload({ file: picture, url: '' }, 'text/html');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain(badge.credentialSubject.achievement.name);
    const none = new File([], '');
    expect((await upload({ file: none, url }, 'application/json')).body).toMatchObject({
      verdict: 'valid',
      input: { form: 'url' },
    });
  });

  test('that is none is refused', async () => {
    const answer = await post('nonsense', 'multipart/form-data; boundary=x');
    expect([answer.status, answer.body.type]).toEqual([400, expect.stringMatching(/malformed-body$/)]);
  });
});

describe('several badges', () => {
  test('are judged in their order, each by itself', async () => {
    const answer = await post({
      badges: [
        { url },
        badge,
        bytes.toString(),
        url,
        { credential: { no: 'badge' } },
        { url: 'https://badges.example/x' },
        7,
      ],
    });
    expect(answer.status, answer.text).toBe(200);
    const told = answer.body.results.map((each: any) => each.verdict ?? each.problem.status);
    expect(told).toEqual(['valid', 'valid', 'valid', 'valid', 'malformed', 404, 'malformed']);
  });

  test.each<[string, unknown, string]>([
    ['none', { badges: [] }, '#/badges'],
    ['more than a hundred', { badges: Array.from({ length: 101 }, () => 'x') }, '#/badges'],
    ['no list', { badges: 'x' }, '#/badges'],
    ['one that asks wrongly', { badges: ['x', { url: 7 }] }, '#/badges/1/url'],
    ['one that asks two things', { badges: [{ url: 'https://a.example', jwt: 'a.b.c' }] }, '#/badges/0/jwt'],
    ['a wrong recipient', { url: 'https://a.example', recipient: { name: 'Noor' } }, '#/recipient/name'],
    ['a url that is no text', { url: 7 }, '#/url'],
    ['an empty url', { url: ' ' }, '#/url'],
    ['only a recipient', { recipient: { email: 'noor@example.org' } }, '#/url'],
  ])('with %s are a fault of the request (RFC 9457)', async (_name, body, pointer) => {
    const answer = await post(body);
    expect([answer.status, answer.headers['content-type']], answer.text).toEqual([400, 'application/problem+json']);
    expect(answer.body.errors.map((each: any) => each.pointer)).toContain(pointer);
  });

  test('a hundred are accepted', async () => {
    const { body } = await post({ badges: Array.from({ length: 100 }, () => '{}') });
    expect(body.results).toHaveLength(100);
  });
});

describe('a stream of lines', () => {
  const ndjson = 'application/x-ndjson';
  const linesIn = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('is answered line by line, with the number of the line', async () => {
    const lines = [
      bytes.toString(),
      JSON.stringify({ url }),
      '',
      'no JSON',
      JSON.stringify({ url: 7 }),
      JSON.stringify({ badges: [badge] }),
      `{"credential":"${'x'.repeat(300_000)}"}`,
      JSON.stringify({ url: 'https://badges.example/x' }),
      `[${bytes}]`,
    ];
    for (const path of ['/verify', '/v1/verify']) {
      const answer = await post(lines.join('\n'), ndjson, path);
      expect([answer.status, answer.headers['content-type']]).toEqual([200, ndjson]);
      expect(linesIn(answer.text).map(({ line, verdict, problem }) => [line, verdict ?? problem.status])).toEqual([
        [1, 'valid'],
        [2, 'valid'],
        [4, 'malformed'],
        [5, 400],
        [6, 400],
        [7, 413],
        [8, 404],
        [9, 'valid'],
      ]);
      expect(answer.text).not.toContain('credentialSubject');
    }
  });

  test('answers a line before the next one is sent', async () => {
    await world.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = world.app.server.address() as AddressInfo;
    const sending = httpRequest({ port, method: 'POST', path: '/v1/verify', headers: { 'content-type': ndjson } });
    const answered: any[] = [];
    let next: () => void = () => undefined;
    sending.on('response', (answer) => {
      answer.on('data', (chunk) => {
        answered.push(...linesIn(String(chunk)));
        next();
      });
    });
    for (const line of [`${JSON.stringify({ url })}\n`, '{}\n']) {
      const answer = new Promise<void>((resolve) => {
        next = resolve;
      });
      sending.write(line);
      await answer;
    }
    sending.end();
    expect(answered.map(({ line, verdict }) => [line, verdict])).toEqual([
      [1, 'valid'],
      [2, 'malformed'],
    ]);
  });
});

describe('who asks', () => {
  test('needs no key; a wrong key is refused, not overlooked', async () => {
    expect((await academy.post('/v1/verify', { url })).body.verdict).toBe('valid');
    const wrong = await world.client(`${academy.key}x`).post('/v1/verify', { url });
    expect([wrong.status, wrong.headers['www-authenticate']]).toEqual([401, 'Bearer realm="stempel"']);
  });

  test('for a person: what was typed is in no answer and in no log', async () => {
    for (const recipient of [{ email: 'secret.person@example.org' }, { id: 'did:example:secret-person' }]) {
      for (const body of [
        { url, recipient },
        { credential: badge, recipient },
        { jwt: 'x', recipient },
        { url: 7, recipient },
      ]) {
        const answer = await post(body);
        expect(answer.status).toBeLessThan(500);
        expect(answer.text.toLowerCase()).not.toContain('secret');
      }
    }
    expect(logged).toContain('/verify');
    expect(logged.toLowerCase()).not.toContain('secret');
  });
});
