import type { Mail } from './mailbox.ts';

/** A mail as a mail program reads it. */
export interface ReadMail {
  /** By lower-case name, every one in the order in which they stand; encoded words are read (RFC 2047). */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
  readonly html: string;
}

/** Reads a mail of two alternatives (RFC 2046 §5.1.4). Only as much of MIME as our own mails use; anything else throws. */
export function readMail({ text: raw }: Mail): ReadMail {
  const { headers, body } = split(raw);
  const boundary = /^multipart\/alternative;.*boundary="([^"]+)"/s.exec(headers['content-type']?.[0] ?? '')?.[1];
  if (boundary === undefined) throw new Error('a mail of two alternatives was expected');
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, '')));
  const partOf = (type: string) => {
    const found = parts.find((part) => part.headers['content-type']?.[0]?.startsWith(type));
    if (found === undefined) throw new Error(`there is no part of ${type}`);
    return decode(found.body, found.headers['content-transfer-encoding']?.[0] ?? '7bit').replaceAll('\r\n', '\n');
  };
  return { headers, text: partOf('text/plain; charset=utf-8'), html: partOf('text/html; charset=utf-8') };
}

function split(raw: string): { headers: Record<string, string[]>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const headers: Record<string, string[]> = {};
  for (const line of raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/s.exec(line) ?? [];
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), words(value)];
  }
  return { headers, body: raw.slice(end + 4) };
}

function words(value: string): string {
  return value
    .replaceAll(/(\?=)\s+(=\?)/g, '$1$2')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_all, how: string, text: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString()
        : decode(text.replaceAll('_', ' '), 'quoted-printable'),
    );
}

function decode(body: string, how: string): string {
  if (how === 'base64') return Buffer.from(body, 'base64').toString();
  if (how !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
