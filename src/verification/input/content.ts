import { badgeLimits } from '../judge/limits.ts';
import type { ReasonCode } from '../judge/reasons.ts';

/** Bytes of each kind of file that are looked at, before anything in it is unpacked. */
export const fileLimits = {
  json: badgeLimits.bytes,
  /** Base64 of a badge, twice, with its header and signature. */
  token: 2 * badgeLimits.bytes,
  image: 8 * 1024 * 1024,
  svg: 2 * 1024 * 1024,
  pdf: 5 * 1024 * 1024,
} as const;

/** The forms in which a badge can be sent. */
export const inputForms = ['json', 'jwt', 'sd-jwt', 'png', 'svg', 'pdf', 'qr', 'url'] as const;
export type InputForm = (typeof inputForms)[number];

/** What was found in something that was sent: the badge, or where it is. Nothing in it is believed yet. */
export type Content =
  | { readonly form: InputForm; readonly kind: 'document'; readonly document: unknown }
  | { readonly form: InputForm; readonly kind: 'jwt'; readonly token: string }
  | { readonly form: InputForm; readonly kind: 'sd-jwt'; readonly token: string }
  | { readonly form: InputForm; readonly kind: 'url'; readonly url: string };

/** Why nothing can be judged in what was sent. */
export class InputError extends Error {
  readonly code: ReasonCode;

  constructor(code: ReasonCode, message: string) {
    super(message);
    this.name = 'InputError';
    this.code = code;
  }
}

/** @throws {InputError} `too-large` */
export function requireAtMost(bytes: Uint8Array, most: number): void {
  if (bytes.length > most) throw new InputError('too-large', `at most ${most} bytes of such a file are accepted`);
}
