import { isObject, type JsonObject } from '../../openbadges/index.ts';

/**
 * The pointers (RFC 6901 §4) that lead nowhere in a credential. One of them is enough to refuse it: what a holder must show would be missing
 * (Data Integrity ECDSA Cryptosuites 1.0 §3.4.12).
 */
export function pointersNowhere(credential: JsonObject, pointers: readonly string[]): string[] {
  return pointers.filter((pointer) => !leadsSomewhere(credential, pointer));
}

function leadsSomewhere(credential: JsonObject, pointer: string): boolean {
  let value: unknown = credential;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!(isObject(value) || Array.isArray(value)) || !Object.hasOwn(value, name)) return false;
    value = Object(value)[name];
  }
  return true;
}
