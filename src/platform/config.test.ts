import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, configurationVariables, readConfig } from './config.ts';

const production = {
  NODE_ENV: 'production',
  PUBLIC_BASE_URL: 'https://badges.example',
  KEY_ENCRYPTION_KEY_FILE: '/etc/stempel/key-encryption-key',
  OPERATOR_KEY: 'an operator key of more than 32 characters',
};

function refusal(variables: Record<string, string>): string {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('without any variable', () => {
  test('it is development on this machine only', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'development',
      host: '127.0.0.1',
      port: 3000,
      publicBaseUrl: 'http://localhost:3000',
      dataDirectory: resolve('data'),
      databaseUrl: undefined,
      keyEncryptionKey: undefined,
      keyEncryptionKeyFile: undefined,
      formerKeyEncryptionKeys: [],
      formerKeyEncryptionKeyFiles: [],
      custody: 'local',
      pkcs11: undefined,
      operatorKey: undefined,
      logLevel: 'info',
    });
  });

  test('and a blank variable is none', () => {
    expect(readConfig(Object.fromEntries(configurationVariables.map((name) => [name, ''])))).toEqual(readConfig({}));
  });
});

test('the public address follows the port, and loses a slash at the end', () => {
  expect(readConfig({ PORT: '8080' }).publicBaseUrl).toBe('http://localhost:8080');
  expect(readConfig({ PUBLIC_BASE_URL: 'https://Badges.example:443/' }).publicBaseUrl).toBe('https://badges.example');
});

test.each([
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', 'secret-canary'],
  ['NODE_ENV', 'secret-canary'],
  ['LOG_LEVEL', 'secret-canary'],
  ['PUBLIC_BASE_URL', 'secret-canary'],
  ['PUBLIC_BASE_URL', 'ftp://secret-canary.example'],
  ['PUBLIC_BASE_URL', 'https://secret-canary.example/path'],
  ['PUBLIC_BASE_URL', 'https://user:secret-canary@badges.example'],
  ['PUBLIC_BASE_URL', 'https://badges.example?secret-canary'],
  ['DATABASE_URL', 'mysql://user:secret-canary@host/db'],
  ['OPERATOR_KEY', 'secret-canary'],
  ['SMTP_URL', 'https://user:secret-canary@mail.example'],
  ['SMTP_URL', 'smtp://user:secret-canary@mail.example/path'],
  ['SMTP_URL', 'smtp://user:secret-canary%ff@mail.example'],
  ['MAIL_FROM', 'secret-canary'],
  ['MAIL_FROM', 'Stempel <a@mail.example>, <secret-canary@mail.example>'],
])('%s of %s is refused by name, without showing the value', (name, value) => {
  const message = refusal({ [name]: value });
  expect(message).toMatch(new RegExp(`^${name}: `));
  expect(message).not.toMatch(/secret-canary/i);
});

test('all faults are told at once', () => {
  const message = refusal({ PORT: 'x', LOG_LEVEL: 'x' });
  expect(message.split('\n').map((line) => line.split(':')[0])).toEqual(['PORT', 'LOG_LEVEL']);
});

describe('production', () => {
  test('accepts what is complete', () => {
    expect(readConfig(production)).toMatchObject({ mode: 'production', publicBaseUrl: 'https://badges.example' });
  });

  test.each(['PUBLIC_BASE_URL', 'KEY_ENCRYPTION_KEY_FILE', 'OPERATOR_KEY'])('refuses to go without %s', (name) => {
    const { [name as 'OPERATOR_KEY']: _, ...rest } = production;
    const message = refusal(rest);
    expect(message).toContain(name);
    for (const value of Object.values(rest).slice(1)) expect(message).not.toContain(value);
  });

  test('tells everything that is missing at once', () => {
    expect(
      refusal({ NODE_ENV: 'production' }).match(/PUBLIC_BASE_URL|KEY_ENCRYPTION_KEY_FILE|OPERATOR_KEY/g),
    ).toHaveLength(3);
  });

  test('refuses a public address without TLS, except on the machine itself', () => {
    expect(refusal({ ...production, PUBLIC_BASE_URL: 'http://badges.example' })).toContain('PUBLIC_BASE_URL');
    for (const here of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
      expect(readConfig({ ...production, PUBLIC_BASE_URL: here }).publicBaseUrl).toBe(here);
    }
  });

  test('takes the key itself instead of its file', () => {
    const { KEY_ENCRYPTION_KEY_FILE: _, ...rest } = production;
    expect(readConfig({ ...rest, KEY_ENCRYPTION_KEY: 'x' }).keyEncryptionKey).toBe('x');
  });
});

describe('mail', () => {
  const from = { MAIL_FROM: 'badges@mail.example' };
  const mailOf = (url: string, more: Record<string, string> = from) => readConfig({ SMTP_URL: url, ...more }).mail;

  test('needs to know who it is from', () => {
    expect(refusal({ SMTP_URL: 'smtp://user:secret-canary@mail.example' })).toBe(
      'SMTP_URL needs MAIL_FROM: the mailbox that mails are from.',
    );
    expect(readConfig(from).mail).toBeUndefined();
  });

  test('is handed over under TLS wherever a password is', () => {
    expect(mailOf('smtps://user:p%40ss@mail.example')?.server).toEqual({
      ...{ host: 'mail.example', port: 465, secure: true, requireTLS: false, name: 'localhost' },
      auth: { user: 'user', pass: 'p@ss' },
    });
    expect(mailOf('smtp://user:pass@mail.example')?.server).toMatchObject({ port: 587, requireTLS: true });
    expect(mailOf('smtp://user:pass@127.0.0.1:25')?.server).toMatchObject({ port: 25, requireTLS: false });
    expect(mailOf('smtp://relay:25')?.server).toMatchObject({ secure: false, requireTLS: false });
    expect(mailOf('smtp://[::1]:25')?.server.host).toBe('::1');
  });

  test.each([
    ['badges@mail.example', { address: 'badges@mail.example' }],
    ['Stempel <badges@mail.example>', { address: 'badges@mail.example', name: 'Stempel' }],
    ['"Stempel, badges" <badges@mail.example>', { address: 'badges@mail.example', name: 'Stempel, badges' }],
  ])('is from %s (RFC 5322 §3.4)', (text, mailbox) => {
    expect(mailOf('smtp://relay', { MAIL_FROM: text })?.from).toEqual(mailbox);
  });
});

test('docs/configuration.md describes every variable, and no other', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const described = [...page.matchAll(/^\| `([A-Z0-9_]+)` +\| ([^|]*) \| ([^|]+) \|$/gm)];
  expect(described.map(([, name]) => name).toSorted()).toEqual(configurationVariables.toSorted());
  for (const [, name, , text = ''] of described) expect(text.length, name).toBeGreaterThan(40);
});

test('the defaults in docs/configuration.md are those of the code', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const defaults = Object.fromEntries(
    [...page.matchAll(/^\| `([A-Z0-9_]+)` +\| `([^`<]*)` +\|/gm)].map(([, name, value]) => [name, value]),
  );
  expect(Object.keys(defaults)).toEqual(expect.arrayContaining(['NODE_ENV', 'HOST', 'PORT', 'DATA_DIR', 'LOG_LEVEL']));
  expect(readConfig(defaults)).toEqual(readConfig({}));
});
