import type { Verified } from '../library/index.ts';
import { checkFace, type Language, verdictFace } from '../pages/index.ts';
import { drawing, make } from './dom.ts';

/** Whether this browser can verify what most badges are signed with. Outside https (and this machine) there is no WebCrypto at all. */
export async function canCheck(): Promise<boolean> {
  const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }; // RFC 8037 §A.2
  try {
    await crypto.subtle.importKey('jwk', key, { name: 'Ed25519' }, false, ['verify']);
    return true;
  } catch {
    return false;
  }
}

/**
 * Verifies a badge on this machine. The verifier is loaded when it is first needed.
 * @param from the script that asks: a service for a trial has no TLS, and then its own host is asked without
 */
export async function checkHere(badge: string, from: string): Promise<Verified> {
  const { verifyBadge } = await import('../library/index.ts');
  const { protocol, host } = new URL(from);
  return verifyBadge(badge, { plainHost: protocol === 'http:' ? host : undefined });
}

/** Fetches the signed badge itself; nothing when it cannot be had. */
export async function fetchBadge(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/vc+ld+json, application/ld+json, application/json' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache',
    });
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}

/** The sign of the verdict, its word, and a line below it. */
export function verdictBlock({ verdict }: Verified, language: Language, line: string): HTMLElement {
  const face = verdictFace(verdict, language);
  const text = make(
    'div',
    {},
    make('p', { class: 'sign__word' }, face.word),
    make('p', { class: 'sign__why' }, `${face.meaning} ${line}`),
  );
  return make('div', { class: `sign sign--${verdict}` }, drawing(face.sign), text);
}

const tones = { passed: 'ok', failed: 'bad', warning: 'open', 'not-checked': 'open' } as const;

/** Every step, with what came of it. */
export function stepBlock({ checks }: Verified, language: Language): HTMLElement {
  const items = checks.map((check) => {
    const { name, outcome, code, message } = check;
    const sign = make('span', { class: tones[outcome] }, drawing(checkFace({ name, outcome, code })));
    return make('li', {}, sign, make('div', {}, message[language]));
  });
  return make('ul', { class: 'steps' }, ...items);
}
