import http, { type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { OutboundError } from './outbound-error.ts';
import type { Address } from './resolve.ts';

/** One question, and the addresses that it may be put to. */
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly addresses: readonly Address[];
  readonly largestAnswer: number;
  readonly signal: AbortSignal;
}

/** What came back, whatever its status: a redirect is an answer too, and is not followed. */
export interface OutboundAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent: nothing is decompressed. */
  readonly body: Buffer;
}

/**
 * Puts one question over a connection of its own, to exactly the addresses that were checked.
 * @throws {OutboundError}
 */
export function exchange(question: Question): Promise<OutboundAnswer> {
  const { url, method, headers, body, signal } = question;
  const options: RequestOptions & https.RequestOptions = {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-length': String(body.length) }) },
    signal,
    lookup: lookupAmong(question.addresses),
    // No connection is kept: a kept one would be found again by name, without its address being checked.
    agent: false,
    // NODE_TLS_REJECT_UNAUTHORIZED in some environment must not open this door.
    rejectUnauthorized: true,
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, options);
    request.on('response', (response) => {
      readAnswer(response, question.largestAnswer).then(resolve, (error: unknown) =>
        reject(asOutboundError(error, signal, response.statusCode)),
      );
    });
    // A protocol that we do not speak; without a listener Node closes the socket and says nothing.
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new OutboundError('broken answer'));
    });
    request.on('error', (error) => reject(asOutboundError(error, signal)));
    request.end(body);
  });
}

/** Answers every question for an address with those that were checked, so that nobody can name another one a moment later. */
function lookupAmong(addresses: readonly Address[]): LookupFunction {
  return (_host, { all }, answer) => {
    const [first] = addresses;
    if (all === true) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
}

async function readAnswer(response: IncomingMessage, largest: number): Promise<OutboundAnswer> {
  const status = response.statusCode ?? 0;
  const parts: Buffer[] = [];
  let length = 0;
  const declared = Number(response.headers['content-length'] ?? 0);
  try {
    if (declared > largest) throw new OutboundError('answer too large', status);
    for await (const part of response) {
      if (!Buffer.isBuffer(part)) throw new OutboundError('broken answer', status);
      length += part.length;
      if (length > largest) throw new OutboundError('answer too large', status);
      parts.push(part);
    }
  } finally {
    response.destroy();
  }
  return { status, headers: response.headers, body: Buffer.concat(parts) };
}

function asOutboundError(error: unknown, signal: AbortSignal, status?: number): OutboundError {
  if (error instanceof OutboundError) return error;
  if (signal.aborted) return new OutboundError('no answer in time', status);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/CERT|TLS|SSL|SELF_SIGNED|ISSUER|SIGNATURE/.test(code)) return new OutboundError('no trusted certificate');
  if (status !== undefined || code.startsWith('HPE_')) return new OutboundError('broken answer', status);
  return new OutboundError('no connection');
}
