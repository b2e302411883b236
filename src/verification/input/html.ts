/** Whether a text is a web page rather than a picture in XML. */
export function isHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 2_000)).trimStart();
  return (
    /^<(?:!doctype html|html|head|body)\b/i.test(start) || /^<\?xml[^>]*>\s*<(?:!doctype html|html)\b/i.test(start)
  );
}
