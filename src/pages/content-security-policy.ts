/**
 * The policy of every page: nothing from elsewhere, no script at all, no inline style, and forms only to us. The JSON-LD in a page is
 * data, which browsers neither run nor block (HTML, "prepare the script element", step on the type comes before the policy).
 * `data:` is for the QR code, which is shown as an image.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
