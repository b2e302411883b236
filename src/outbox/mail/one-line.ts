/**
 * A text that fits into a header: no line breaks or other control characters (RFC 5322 §2.2 allows none, and a line break would begin another header),
 * and none that turn the direction of what is read (UTS #55 §3.2).
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}
