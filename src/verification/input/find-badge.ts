import type { Sources } from '../judge/sources.ts';
import { type Content, fileLimits, InputError, type InputForm } from './content.ts';
import { isHtml } from './html.ts';
import { type FileReaders, recognise } from './recognise.ts';
import { carriedAddress, sharedAddress } from './shared-address.ts';

/** What is sent to be judged: the badge in whatever form, or its address. */
export type Sent = { readonly bytes: Uint8Array } | { readonly url: string };

/** The badge that was found, and the way to it. */
export interface FoundBadge {
  readonly form: InputForm;
  readonly badge: Exclude<Content, { kind: 'url' }>;
  /** The addresses that were asked, the last one answered with the badge. Empty when the badge itself was sent. */
  readonly addresses: readonly string[];
}

/** What finding a badge asks of the world. */
export interface Finding {
  readonly fetch: Sources['fetch'];
  readonly readers?: Partial<FileReaders>;
  /** The badge at an address of the service that judges, which is never asked over the network (threats.md §3). */
  own?(url: string): Promise<Uint8Array | undefined>;
}

const accept =
  'application/vc, application/vc+ld+json, application/ld+json, application/json, application/vc+jwt, application/jwt, image/png, image/svg+xml, application/pdf;q=0.8, text/html;q=0.5, application/xhtml+xml;q=0.5, text/plain;q=0.3';

/** A code leads to an address, that to a page, and the page to the badge. */
const mostAddresses = 4;

/**
 * Finds the badge in what was sent, and behind the address that was sent or found in it.
 * @throws {StrictJsonError | InputError} when there is nothing to judge
 */
export async function findBadge(sent: Sent, by: Finding): Promise<FoundBadge> {
  const content: Content =
    'url' in sent ? { form: 'url', kind: 'url', url: sent.url } : await recognise(sent.bytes, by.readers);
  if (content.kind !== 'url') return { form: content.form, badge: content, addresses: [] };
  return { form: content.form, ...(await follow(content.url, by)) };
}

/** Goes from address to address until one answers with a badge. */
async function follow(first: string, by: Finding): Promise<Pick<FoundBadge, 'badge' | 'addresses'>> {
  const addresses: string[] = [];
  let next = webAddress(first);
  for (;;) {
    if (addresses.includes(next) || addresses.length === mostAddresses)
      throw new InputError('going-in-circles', `after ${addresses.length} addresses there is no badge`);
    addresses.push(next);
    const content = await askedAt(next, by, addresses);
    if (content.kind !== 'url') return { badge: content, addresses };
    next = webAddress(content.url);
  }
}

async function askedAt(address: string, by: Finding, asked: readonly string[]): Promise<Content> {
  const shared = sharedAddress(address);
  if (shared !== undefined) return { form: 'url', kind: 'url', url: shared };
  const bytes = (await by.own?.(address)) ?? (await fetched(address, by));
  if (!isHtml(bytes)) return recognise(bytes, by.readers);
  // What reads pages is large, and most badges need none of it.
  const { badgeOnPage } = await import('./page.ts');
  const { link, json } = badgeOnPage(new TextDecoder().decode(bytes), address);
  if (json !== undefined) return recognise(new TextEncoder().encode(json), by.readers);
  const url = link ?? carriedAddress(address);
  if (url === undefined || asked.includes(url))
    throw new InputError('no-badge-at-address', 'the page neither holds a badge nor links to one');
  return { form: 'url', kind: 'url', url };
}

async function fetched(address: string, { fetch }: Finding): Promise<Uint8Array> {
  const answer = await fetch(address, { accept, largest: fileLimits.image });
  if (typeof answer !== 'string') return answer.bytes;
  // Who asks knows which addresses may be asked at all; without TLS that is next to none, and somebody who mistyped it is told so.
  if (answer === 'unsupported' || !address.startsWith('https:'))
    throw new InputError(
      'address-not-allowed',
      'this address is not asked; an https address of a public host was expected',
    );
  throw new InputError('address-not-reachable', 'the address did not answer with a document');
}

/** @throws {InputError} `address-not-allowed` */
function webAddress(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new InputError('address-not-allowed', 'an https address without a name and password in it was expected');
  url.hash = '';
  return url.href;
}

/**
 * Whether a badge names another address than the one where it was asked for (VC Data Model 2.0 §4.4). A page on the same site that links to
 * it is the same place; a link from another site is not, because that site may say something else of it.
 */
export function namesAnotherAddress(id: unknown, addresses: readonly string[]): boolean {
  if (typeof id !== 'string' || !/^https:/i.test(id) || !URL.canParse(id)) return false;
  const asked = addresses.find((address) => sharedAddress(address) === undefined);
  if (asked === undefined) return false;
  const { origin } = new URL(asked);
  const named = new URL(id);
  // What a mail or a reader's language adds behind the question mark does not make it another place.
  const isNamed = ({ href, pathname, search }: URL) =>
    href.split('#')[0] === named.href.split('#')[0] ||
    (named.search === '' && search !== '' && pathname === named.pathname);
  return (
    named.origin !== origin ||
    !addresses.map((each) => new URL(each)).some((each) => each.origin === origin && isNamed(each))
  );
}
