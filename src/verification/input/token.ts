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
  if (!selective.test(token)) return undefined;
  const signed = token.slice(0, -1);
  // With nothing kept back and nothing to show, it is a JWT that says everything itself.
  return compact.test(signed) && !keepsBack(signed)
    ? { form: form ?? 'sd-jwt', kind: 'jwt', token: signed }
    : { form: form ?? 'sd-jwt', kind: 'sd-jwt', token };
}

/** Whether digests stand in the place of claims (RFC 9901 §4.2.4). When in doubt they do. */
function keepsBack(token: string): boolean {
  try {
    const payload = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    return /"(?:_sd|_sd_alg|\.\.\.)"/.test(payload) || payload.includes('\\');
  } catch {
    return true;
  }
}
