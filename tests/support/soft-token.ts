import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const module = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(existsSync);
const pin = '482913';

/** A PKCS#11 token in software, made by SoftHSM in a folder of its own. */
export interface SoftToken {
  /** What a service needs in its environment to use the token with the key of this label. */
  env(keyLabel: string): Record<string, string>;
  addKey(label: string, bits?: number): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Why no token can be made here; nothing when one can. */
export function whyNoToken(): string | undefined {
  if (module === undefined) return 'SoftHSM (softhsm2) is not installed';
  for (const program of ['softhsm2-util', 'pkcs11-tool']) {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return `${program} is not installed`;
    }
  }
  return undefined;
}

/** A fresh token with one key pair. */
export async function makeSoftToken(keyLabel: string): Promise<SoftToken> {
  const directory = await mkdtemp(join(tmpdir(), 'token-'));
  await mkdir(join(directory, 'tokens'));
  const configuration = join(directory, 'softhsm2.conf');
  await writeFile(configuration, `directories.tokendir = ${join(directory, 'tokens')}\nlog.level = ERROR\n`);
  const run = (program: string, words: readonly string[]) =>
    execFileSync(program, words, { env: { SOFTHSM2_CONF: configuration, PATH: '/usr/bin:/bin' }, stdio: 'pipe' });
  run('softhsm2-util', ['--init-token', '--free', '--label', 'stempel', '--pin', pin, '--so-pin', '77777777']);
  let keys = 0;
  const token: SoftToken = {
    env: (label) => ({
      KEY_CUSTODY: 'pkcs11',
      PKCS11_MODULE: module ?? '',
      PKCS11_TOKEN_LABEL: 'stempel',
      PKCS11_KEY_LABEL: label,
      PKCS11_PIN: pin,
      PKCS11_MODULE_VARIABLES: 'SOFTHSM2_CONF',
      SOFTHSM2_CONF: configuration,
    }),
    addKey(label, bits = 2048) {
      const login = ['--module', module ?? '', '--token-label', 'stempel', '--login', '--pin', pin];
      const key = ['--key-type', `rsa:${bits}`, '--label', label, '--id', `0${++keys}`, '--usage-decrypt'];
      run('pkcs11-tool', [...login, '--keypairgen', ...key]);
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
  token.addKey(keyLabel);
  return token;
}
