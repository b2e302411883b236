import { isObject, type JsonObject, parseStrictJson } from '../../openbadges/index.ts';
import { badgeLimits } from '../judge/limits.ts';
import { type Content, InputError, type InputForm } from './content.ts';
import { tokenIn } from './token.ts';

/**
 * Parses JSON strictly and takes off what other programs put around a badge: a list of one, a presentation, an envelope.
 * @throws {StrictJsonError}
 * @throws {InputError} `several-badges`
 */
export function contentOfJson(bytes: Uint8Array, form: InputForm = 'json'): Content {
  return unwrapped(parseStrictJson(withoutMark(bytes), badgeLimits), form);
}

function unwrapped(value: unknown, form: InputForm): Content {
  if (Array.isArray(value) && value.length > 0) return unwrapped(only(value), form);
  if (!isObject(value)) return { form, kind: 'document', document: value };
  const inside = wrappedIn(value);
  const token = typeof inside === 'string' ? tokenIn(inside, form) : undefined;
  if (token !== undefined) return token;
  return isObject(inside) || Array.isArray(inside)
    ? unwrapped(inside, form)
    : { form, kind: 'document', document: value };
}

/** What a wrapping object wraps. The badge answers for itself; who presents it is not looked at. */
function wrappedIn(value: JsonObject): unknown {
  const { verifiableCredential: inside } = value;
  // A badge makes a statement of its own; whatever else it carries is a part of it.
  if ('credentialSubject' in value) return undefined;
  if (inside !== undefined) return Array.isArray(inside) && inside.length > 0 ? only(inside) : inside;
  return [value.type].flat().includes('EnvelopedVerifiableCredential') ? value.id : undefined;
}

function only(values: readonly unknown[]): unknown {
  if (values.length > 1) throw new InputError('several-badges', `${values.length} badges were sent as one`);
  return values[0];
}

/** Some editors put a byte order mark in front; a reader may pass over it (RFC 8259 §8.1). */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
