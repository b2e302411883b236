import { isObject } from '../../src/openbadges/index.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url');
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString());

/** What can be changed in a badge: the document, or the header, the payload and the signature of a VC-JWT. */
export function editable(text: string): unknown {
  if (text.startsWith('{')) return JSON.parse(text);
  const [header, payload, signature] = text.split('.');
  return { header: decode(header), payload: decode(payload), signature };
}

/** The text of what was changed, in the form that the original has. */
export function textOf(changed: unknown, original: string): string {
  if (original.startsWith('{') || !isObject(changed)) return JSON.stringify(changed) ?? '';
  return `${encode(changed.header)}.${encode(changed.payload)}.${String(changed.signature)}`;
}
