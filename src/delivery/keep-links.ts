import { generate } from 'lean-qr';
import { toSvgSource } from 'lean-qr/extras/svg';

/** The QR code of an address: a whole `<svg>` in black on white, which every camera reads, with the quiet zone of four modules (ISO/IEC 18004 §9.1). */
export function qrCodeOf(url: string): string {
  return toSvgSource(generate(url), { on: '#000', off: '#fff', pad: 4 });
}

/** What LinkedIn fills in of a badge. */
export interface ProfileEntry {
  readonly title: string;
  readonly issuer: string;
  readonly url: string;
  readonly id: string;
  /** `2026-07-23` */
  readonly awardedOn: string;
  /** ISO 8601; absent: without end. */
  readonly validUntil?: string | undefined;
}

/**
 * The address with which the reader puts a badge on a LinkedIn profile of their own ("Add to profile"). Nothing goes there before it is followed, and
 * then only what this page shows.
 */
export function linkedInUrl({ title, issuer, url, id, awardedOn, validUntil }: ProfileEntry): string {
  const query = new URLSearchParams({
    startTask: 'CERTIFICATION_NAME',
    name: title,
    organizationName: issuer,
    ...yearAndMonth('issue', awardedOn),
    ...(validUntil !== undefined && yearAndMonth('expiration', validUntil)),
    certUrl: url,
    certId: id,
  });
  return `https://www.linkedin.com/profile/add?${query}`;
}

function yearAndMonth(which: 'issue' | 'expiration', day: string): Record<string, string> {
  return { [`${which}Year`]: day.slice(0, 4), [`${which}Month`]: String(Number(day.slice(5, 7))) };
}
