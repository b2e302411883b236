import type { Content, InputForm } from './content.ts';

/** JWS in compact serialisation (RFC 7515 §3.1). */
const compact = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** The same with what may be shown or kept back behind it, and perhaps a proof by the holder (RFC 9901 §4). */
const selective = /^[\w-]+\.[\w-]+\.[\w-]*~(?:[\w-]+~)*(?:[\w-]+\.[\w-]+\.[\w-]*)?$/;

/** A credential secured by an envelope (VC Data Model 2.0 §4.13) is a token in a `data:` address. */
const enveloped = /^data:application\/(?:vc|dc|vp)?\+?(?:ld\+json\+)?(?:sd-)?jwt(?:;[^,]*)?,/i;

/** @returns the token that a text is, not yet judged; nothing when it is something else */
export function tokenIn(text: string, form?: InputForm): Content | undefined {
  const token = text.replace(enveloped, '');
  if (compact.test(token)) return { form: form ?? 'jwt', kind: 'jwt', token };
  return selective.test(token) ? { form: form ?? 'sd-jwt', kind: 'sd-jwt', token } : undefined;
}
