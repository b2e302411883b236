import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:https';
import { type Config, ConfigError } from './config.ts';

/** A certificate with what stands behind it up to its authority, and its key; PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/**
 * Reads the certificate that the service itself shows (RFC 8446); nothing when a proxy in front does that.
 * @throws {ConfigError} when a file cannot be read, is no PEM, or the two do not belong together
 */
export function readCertificate({ tls }: Pick<Config, 'tls'>): Certificate | undefined {
  if (tls === undefined) return undefined;
  const cert = readText(tls.certificateFile, 'TLS_CERTIFICATE_FILE');
  const key = readText(tls.keyFile, 'TLS_KEY_FILE');
  const certificate = parsed(() => new X509Certificate(cert), 'TLS_CERTIFICATE_FILE', 'a certificate as PEM');
  const privateKey = parsed(() => createPrivateKey(key), 'TLS_KEY_FILE', 'a private key as PEM, without a passphrase,');
  if (!certificate.checkPrivateKey(privateKey))
    throw new ConfigError('TLS_KEY_FILE: this is not the key of the first certificate in TLS_CERTIFICATE_FILE.');
  return { cert, key };
}

/** A server that speaks TLS 1.2 or newer, with the time limits that the HTTP layer gives to a server of its own. */
export function tlsServer(
  certificate: Certificate,
  listener: RequestListener,
  limits: { readonly requestTimeout: number; readonly keepAliveTimeout: number },
): Server {
  return Object.assign(createServer({ ...certificate, minVersion: 'TLSv1.2' }, listener), limits);
}

function readText(path: string, variable: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`${variable}: ${path} cannot be read.`);
  }
}

function parsed<Value>(read: () => Value, variable: string, expected: string): Value {
  try {
    return read();
  } catch {
    throw new ConfigError(`${variable}: ${expected} was expected.`);
  }
}
