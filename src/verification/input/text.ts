import { type Content, fileLimits, type InputForm } from './content.ts';
import { contentOfJson } from './json.ts';
import { tokenIn } from './token.ts';

const address = /^https?:\/\/[^\s<>"]+$/i;

/**
 * Tells by the text itself what it is: a token, an address, or else JSON.
 * @param form how it was sent, when it came out of something else
 * @throws {InputError | StrictJsonError}
 */
export function contentOfText(bytes: Uint8Array, form?: InputForm): Content {
  // Longer than the longest token can only be JSON, which has its own limit.
  const text = bytes.length > fileLimits.token ? '' : new TextDecoder().decode(bytes).trim();
  const token = tokenIn(text, form);
  if (token !== undefined) return token;
  if (text.length <= 2_000 && address.test(text)) return { form: form ?? 'url', kind: 'url', url: text };
  return contentOfJson(bytes, form);
}
