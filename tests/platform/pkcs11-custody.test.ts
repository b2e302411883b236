import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCustody } from '../../src/issuers/index.ts';
import { ConfigError, readConfig } from '../../src/platform/config.ts';
import { makeSoftToken, type SoftToken, whyNoToken } from '../support/soft-token.ts';

const missing = whyNoToken();
if (missing !== undefined) process.stderr.write(`The PKCS#11 custody is not tested: ${missing}.\n`);

describe.skipIf(missing !== undefined)('a custody in a PKCS#11 token (a real one, by SoftHSM)', () => {
  let token: SoftToken;
  let directory: string;
  beforeAll(async () => {
    token = await makeSoftToken('kek');
    directory = await mkdtemp(join(tmpdir(), 'pkcs11-'));
  });
  afterAll(async () => {
    await token[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });
  const openWith = (more: Record<string, string> = {}, label = 'kek') =>
    openCustody(readConfig({ DATA_DIR: directory, ...token.env(label), ...more }));

  test('gives back what it wrapped, in its context only', async () => {
    const custody = await openWith();
    expect(custody.keyEncryptionKeyId).toMatch(/^pkcs11:[0-9a-f]{16}$/);
    const dataKey = randomBytes(32);
    const wrapped = await custody.wrap(dataKey, 'key one');
    expect(wrapped.includes(dataKey)).toBe(false);
    expect((await custody.unwrap(wrapped, 'key one')).equals(dataKey)).toBe(true);
    await expect(custody.unwrap(wrapped, 'key two')).rejects.toThrow();
    // Opened again, as after a restart, it is the same key.
    const again = await openWith();
    expect(again.keyEncryptionKeyId).toBe(custody.keyEncryptionKeyId);
    expect((await again.unwrap(wrapped, 'key one', custody.keyEncryptionKeyId)).equals(dataKey)).toBe(true);
  });

  test.each([1, 5, 200, 258, 300])('refuses a wrapped key of which byte %i was altered', async (at) => {
    const custody = await openWith();
    const wrapped = await custody.wrap(randomBytes(32), 'context');
    wrapped[at] = (wrapped[at] ?? 0) ^ 1;
    await expect(custody.unwrap(wrapped, 'context')).rejects.toThrow();
  });

  test('takes the PIN from a file too', async () => {
    const path = join(directory, 'pin');
    await writeFile(path, `${token.env('kek').PKCS11_PIN}\n`);
    await chmod(path, 0o600);
    await expect(openWith({ PKCS11_PIN: '', PKCS11_PIN_FILE: path })).resolves.toBeDefined();
  });

  test.each([
    ['a wrong PIN', { PKCS11_PIN: '999999' }, /CKR_PIN_INCORRECT/],
    ['another token', { PKCS11_TOKEN_LABEL: 'none' }, /cannot be read/],
    ['a key that is not there', { PKCS11_KEY_LABEL: 'none' }, /cannot be read/],
    ['a library that is none', { PKCS11_MODULE: '/nowhere.so' }, /cannot be read/],
  ])('says at the start that it cannot be used: %s', async (_what, wrong, words) => {
    const refused = openWith(wrong);
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow(/482913|999999/);
  });

  test('refuses a key that is too short', async () => {
    token.addKey('short', 1024);
    await expect(openWith({}, 'short')).rejects.toThrow(/2048/);
  });

  test('opens what a former key of the token, or a file, wrapped; and the way back', async () => {
    token.addKey('kek-2');
    const file = { KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64') };
    const [first, local] = [await openWith(), await openCustody(readConfig({ DATA_DIR: directory, ...file }))];
    const second = await openWith({ PKCS11_KEY_LABEL_PREVIOUS: 'kek', ...file }, 'kek-2');
    for (const former of [first, local]) {
      const wrapped = await former.wrap(Buffer.from('data key'), 'c');
      expect((await second.unwrap(wrapped, 'c', former.keyEncryptionKeyId)).toString()).toBe('data key');
    }
    const back = await openWith({ KEY_CUSTODY: 'local', ...file });
    expect(back.keyEncryptionKeyId).toBe(local.keyEncryptionKeyId);
    const wrapped = await first.wrap(Buffer.from('data key'), 'c');
    expect((await back.unwrap(wrapped, 'c', first.keyEncryptionKeyId)).toString()).toBe('data key');
    await expect(local.unwrap(wrapped, 'c', first.keyEncryptionKeyId)).rejects.toThrow(/was encrypted under pkcs11:/);
  });
});
