/** A name, then a port whose colon is percent-encoded, then the parts of a path (did:web Method Specification §2.2). */
const pattern = /^did:web:([A-Za-z0-9.-]{1,253})(?:%3[Aa](\d{1,5}))?((?::[A-Za-z0-9._~%-]{1,200}){0,16})$/;

/**
 * Where the document of a `did:web` is found (did:web Method Specification §3.2): `/.well-known/did.json`, or `did.json` below its path.
 * @returns nothing for a text that is no such DID
 */
export function didWebUrl(did: string): string | undefined {
  const [, name, port, rest = ''] = pattern.exec(did) ?? [];
  if (name === undefined) return undefined;
  const parts = rest === '' ? ['.well-known'] : rest.slice(1).split(':');
  // A part that walks through folders would be another path than the DID says.
  if (parts.some((part) => !isSegment(part))) return undefined;
  const url = `https://${name}${port === undefined ? '' : `:${port}`}/${parts.join('/')}/did.json`;
  return URL.canParse(url) ? new URL(url).href : undefined;
}

function isSegment(part: string): boolean {
  try {
    return !/^\.{1,2}$|[/\\\0]/.test(decodeURIComponent(part));
  } catch {
    return false;
  }
}
