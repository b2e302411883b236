const always = ["style-src 'self'", "font-src 'self'", "img-src 'self' data:"];
const never = ["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"];

/**
 * The policy of every page: nothing from elsewhere, no script at all, no inline style, and forms only to us. The JSON-LD in a page is
 * data, which browsers neither run nor block (HTML, "prepare the script element", step on the type comes before the policy).
 * `data:` is for the QR code, which is shown as an image.
 */
export const contentSecurityPolicy = ["default-src 'none'", ...always, ...never].join('; ');

/**
 * The policy of a page on which a browser checks for itself: our own script files, nothing inline and no code made from text.
 * @param asks whom the script may ask. `us`: the badge, its issuer and its list are all of this service. `issuers`: a badge of anybody, so
 * that its issuer and its list can be anywhere; they are read, never run or shown as they are.
 */
export function scriptingPolicy(asks: 'us' | 'issuers'): string {
  const connect = asks === 'us' ? "connect-src 'self'" : "connect-src 'self' https:";
  return ["default-src 'none'", "script-src 'self'", connect, ...always, ...never].join('; ');
}
