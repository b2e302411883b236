import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Config, ConfigError, readConfig } from '../../platform/config.ts';
import { openLocalCustody } from './local.ts';

const exampleFile = fileURLToPath(new URL('../../../keys.example/key-encryption-key', import.meta.url));
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'custody-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

const development = (more: Partial<Config> = {}): Config => ({ ...readConfig({ DATA_DIR: directory }), ...more });
const production = (more: Partial<Config>): Config => development({ mode: 'production', ...more });

async function keyFile(content: string, mode = 0o600): Promise<string> {
  const path = join(directory, 'key');
  await writeFile(path, content, { mode });
  await chmod(path, mode);
  return path;
}
const aKey = () => randomBytes(32).toString('base64');

describe('the key-encryption key', () => {
  test('comes from the variable, or from the file: the same key is the same custody', async () => {
    const key = aKey();
    const fromVariable = await openLocalCustody(production({ keyEncryptionKey: key }));
    const path = await keyFile(`# ours\n\n  ${key}\n`);
    const fromFile = await openLocalCustody(production({ keyEncryptionKeyFile: path }));
    expect(fromFile.keyEncryptionKeyId).toBe(fromVariable.keyEncryptionKeyId);
    const wrapped = await fromVariable.wrap(Buffer.from('data key'), 'context');
    expect((await fromFile.unwrap(wrapped, 'context')).toString()).toBe('data key');
    await expect(fromFile.unwrap(wrapped, 'elsewhere')).rejects.toThrow();
  });

  test('has an id that tells nothing of it', async () => {
    const key = aKey();
    const { keyEncryptionKeyId } = await openLocalCustody(production({ keyEncryptionKey: key }));
    expect(keyEncryptionKeyId).toMatch(/^local:[0-9a-f]{16}$/);
    const hex = Buffer.from(key, 'base64').toString('hex');
    expect(hex).not.toContain(keyEncryptionKeyId.slice('local:'.length));
  });

  test.each([
    ['nothing', ''],
    ['only a comment', '# nothing here'],
    ['too short', randomBytes(31).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['with letters that are no base64', `${'*'.repeat(43)}=`],
  ])('that is %s is refused, without showing it', async (_what, key) => {
    const refused = openLocalCustody(production({ keyEncryptionKeyFile: await keyFile(key) }));
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/32 bytes in base64/);
    if (key.length > 20) await expect(refused).rejects.not.toThrow(key);
  });

  test('in a file that is not there is refused', async () => {
    await expect(openLocalCustody(production({ keyEncryptionKeyFile: join(directory, 'none') }))).rejects.toThrow(
      ConfigError,
    );
  });
});

describe('production', () => {
  test('refuses the example key, as value and as file; development takes it', async () => {
    const text = await readFile(exampleFile, 'utf8');
    const value = text.split('\n').find((line) => line !== '' && !line.startsWith('#')) ?? '';
    await expect(openLocalCustody(production({ keyEncryptionKey: value }))).rejects.toThrow(/example key/);
    const path = await keyFile(text);
    await expect(openLocalCustody(production({ keyEncryptionKeyFile: path }))).rejects.toThrow(/example key/);
    await expect(openLocalCustody(development({ keyEncryptionKey: value }))).resolves.toBeDefined();
  });

  test.each([0o640, 0o604, 0o644, 0o660, 0o610])('refuses a key file with mode %o', async (mode) => {
    const path = await keyFile(aKey(), mode);
    await expect(openLocalCustody(production({ keyEncryptionKeyFile: path }))).rejects.toThrow(/chmod 600/);
    await expect(openLocalCustody(development({ keyEncryptionKeyFile: path }))).resolves.toBeDefined();
  });

  test('never makes a key itself', async () => {
    await expect(openLocalCustody(production({}))).rejects.toThrow(ConfigError);
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('development', () => {
  test('makes a key once, for its owner only', async () => {
    const first = await openLocalCustody(development());
    const second = await openLocalCustody(development());
    expect(second.keyEncryptionKeyId).toBe(first.keyEncryptionKeyId);
    expect((await stat(join(directory, 'key-encryption-key'))).mode & 0o777).toBe(0o600);
  });

  test('has one key, though ten start at once', async () => {
    const custodies = await Promise.all(Array.from({ length: 10 }, () => openLocalCustody(development())));
    expect(new Set(custodies.map(({ keyEncryptionKeyId }) => keyEncryptionKeyId)).size).toBe(1);
    expect(await readdir(directory)).toEqual(['key-encryption-key']);
  });
});
