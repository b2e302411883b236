import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minimalFacts } from '../../tests/interop/badges.ts';
import { buildCredential, generateSigningKey, signCredential } from '../openbadges/index.ts';
import { runVerify } from './verify.ts';

const now = new Date('2026-11-22T12:00:00Z');
let folder: string;
let badge: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stempel-verify-'));
  file = join(folder, 'badge.json');
  badge = JSON.stringify(await ownBadge());
  await writeFile(file, badge);
});
afterAll(() => rm(folder, { recursive: true }));

/** A badge of a did:key, in no list: nobody has to be asked. */
async function ownBadge() {
  const key = await generateSigningKey('Ed25519');
  const did = `did:key:${key.publicKeyMultibase}`;
  const { credentialStatus: _, refreshService: _refresh, ...document } = buildCredential(minimalFacts);
  const signed = { ...document, '@context': document['@context'].slice(0, 2), issuer: { ...document.issuer, id: did } };
  return signCredential(
    signed as never,
    { id: `${did}#${key.publicKeyMultibase}`, controller: did, ...key },
    { created: new Date('2026-11-01T00:00:00Z') },
  );
}

async function run(words: readonly string[], more: { LANG?: string; input?: string; fetch?: typeof fetch } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runVerify(words, {
    variables: { LANG: more.LANG ?? 'C' },
    input: (async function* () {
      yield Buffer.from(more.input ?? '');
    })(),
    write: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    fetch: more.fetch ?? (async () => Promise.reject(new Error('no network'))),
    now,
  });
  return { code, out: out.join(''), err: err.join('') };
}

describe('stempel verify', () => {
  test('a valid badge: its word, what it means, every step, exit code 0', async () => {
    const { code, out, err } = await run([file]);
    expect({ code, err }, out).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^✓ Genuine and valid\n/);
    expect(out).toContain('  ✓ Nothing was changed: the signature fits every letter.\n');
    expect(out).toMatch(/Issuer: did:key:\w+ \(a key alone; nothing proves a name\)\n/);
  });

  test('speaks the language of the shell, or the one that is asked for', async () => {
    expect((await run([file], { LANG: 'nl_NL.UTF-8' })).out).toMatch(/^✓ Echt en geldig\n/);
    expect((await run([file, '--lang', 'en'], { LANG: 'nl_NL.UTF-8' })).out).toMatch(/^✓ Genuine and valid\n/);
  });

  test('what comes in is read with "-"; a changed badge: exit code 1', async () => {
    const forged = badge.replace(/"name":"[^"]+"/, '"name":"Master plumber"');
    expect((await run(['-'], { input: badge })).code).toBe(0);
    const { code, out } = await run(['-'], { input: forged });
    expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/^✗ Invalid\n/) });
  });

  test('an address is asked for the badge behind it', async () => {
    const asked: string[] = [];
    const fetch = async (url: unknown) => {
      asked.push(String(url));
      return new Response(badge, { headers: { 'content-type': 'application/vc' } });
    };
    const { code, out } = await run(['http://localhost:3000/credentials/1', '--json'], { fetch: fetch as never });
    expect(asked, 'this machine is asked without TLS').toEqual(['http://localhost:3000/credentials/1']);
    expect({ code, verdict: JSON.parse(out).verdict }, out).toMatchObject({ code: 0, verdict: /^valid/ });
  });

  test('what cannot be had could not be checked: exit code 2', async () => {
    expect(await run(['https://badges.example/1'])).toMatchObject({
      code: 2,
      out: expect.stringMatching(/^\? Could not/),
    });
    expect(await run([join(folder, 'nothing.json')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('ENOENT'),
    });
  });

  test.each([[[]], [['a', 'b']], [['a', '--loud']], [['a', '--lang', 'fr']], [['a', '--local', 'http://x']]])(
    'what is not understood: exit code 64 (%j)',
    async (words) => {
      expect(await run(words)).toMatchObject({
        code: 64,
        out: '',
        err: expect.stringContaining('Usage: stempel verify'),
      });
    },
  );
});
