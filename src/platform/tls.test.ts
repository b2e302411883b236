import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { readCertificate, tlsServer } from './tls.ts';

const path = (name: string) => fileURLToPath(new URL(`../../tests/data/tls/${name}`, import.meta.url));
const tls = { certificateFile: path('certificate.pem'), keyFile: path('key.pem') };

test('a service with a certificate of its own answers over TLS, and only so', async () => {
  const certificate = readCertificate({ tls });
  if (certificate === undefined) throw new Error('no certificate');
  const limits = { requestTimeout: 1_000, keepAliveTimeout: 2_000 };
  const server = tlsServer(certificate, (_request, response) => response.end('over TLS'), limits);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const ca = readFileSync(tls.certificateFile);
  const text = await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, ca, agent: false }, (response) => {
      response.on('data', (data) => resolve(String(data)));
    });
    asked.on('error', reject).end();
  });
  expect(text).toBe('over TLS');
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  expect(server).toMatchObject(limits);
  server.close();
});

test('files that do not belong together, or are something else, are refused by name before anything starts', () => {
  const refused = (change: object) => () => readCertificate({ tls: { ...tls, ...change } });
  expect(refused({ keyFile: path('other-key.pem') })).toThrow(/^TLS_KEY_FILE: this is not the key/);
  expect(refused({ keyFile: path('certificate.pem') })).toThrow(/^TLS_KEY_FILE: a private key/);
  expect(refused({ certificateFile: path('README.md') })).toThrow(/^TLS_CERTIFICATE_FILE: a certificate/);
  expect(refused({ certificateFile: path('nothing.pem') })).toThrow(/nothing\.pem cannot be read/);
});

test('one of the two settings is not enough', () => {
  expect(() => readConfig({ TLS_KEY_FILE: 'key.pem' })).toThrow(/needs both/);
  const { tls: read, publicBaseUrl } = readConfig({ TLS_KEY_FILE: 'key.pem', TLS_CERTIFICATE_FILE: 'a.pem' });
  expect([read?.keyFile, publicBaseUrl]).toEqual(['key.pem', 'https://localhost:3000']);
  expect(readConfig({}).tls).toBeUndefined();
});
