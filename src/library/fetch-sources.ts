import { verifyProofs } from '../openbadges/index.ts';
import { type Fetched, resolveKeys, type Sources, type Unavailable, type Wanted } from '../verification/judge/index.ts';

/** How the world is reached. */
export interface WayOut {
  /** Asks over the network; the `fetch` of the platform, unless said otherwise. On a server, bring one that refuses private addresses. */
  readonly fetch?: typeof globalThis.fetch;
  /** A `host:port` that is asked without TLS: a service on this very machine, for a trial. */
  readonly plainHost?: string | undefined;
}

const longestWait = 10_000;

/** The sources of judging, by `fetch` alone: the same in a browser and in Node. */
export function fetchSources(now: Date, out: WayOut): Sources {
  const ask = (url: string, wanted: Wanted) => fetchDocument(url, wanted, out);
  return {
    now,
    controller: (id) => resolveKeys(id, ask),
    fetch: ask,
    proofs: (document, controllers, at) => verifyProofs(document, controllers, at === undefined ? {} : { now: at }),
  };
}

/** Asks for a public document, without cookies and without saying who asks; never throws for what the other side does. */
async function fetchDocument(url: string, { accept, largest }: Wanted, out: WayOut): Promise<Fetched | Unavailable> {
  if (!mayAsk(url, out.plainHost)) return 'unsupported';
  const ask = out.fetch ?? globalThis.fetch;
  try {
    const response = await ask(overPlain(url, out.plainHost), {
      headers: { accept },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-cache', // a list from yesterday says nothing of today
      signal: AbortSignal.timeout(longestWait),
    });
    const from = response.url === '' ? url : response.url;
    if (!response.ok || !mayAsk(from, out.plainHost)) return 'unreachable';
    const bytes = await readAtMost(response, largest);
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    return bytes === undefined ? 'malformed' : { url: from, mediaType, bytes };
  } catch {
    return 'unreachable';
  }
}

/** A did:web always means https (did:web Method Specification §3.2); the service of a trial has no certificate. */
function overPlain(address: string, plainHost: string | undefined): string {
  const url = new URL(address);
  if (url.host === plainHost) url.protocol = 'http:';
  return url.href;
}

function mayAsk(address: string, plainHost: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.host === plainHost);
}

/** @returns nothing when there is more */
async function readAtMost(response: Response, largest: number): Promise<Uint8Array | undefined> {
  const reader = response.body?.getReader();
  let read = new Uint8Array(0);
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    if (read.length + part.value.length > largest) {
      await reader?.cancel();
      return undefined;
    }
    const longer = new Uint8Array(read.length + part.value.length);
    longer.set(read);
    longer.set(part.value, read.length);
    read = longer;
  }
  return read;
}
