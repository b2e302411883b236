import { type Outbound, OutboundError } from '../platform/outbound/index.ts';

const mostRedirects = 3;
/** Larger than any list or file that is read of others. */
const largestAnswer = 16 * 1024 * 1024;

/** `fetch` by way of the one door out: public addresses only, also after a redirect (threats.md §3). */
export function outboundFetch(outbound: Outbound): typeof globalThis.fetch {
  return async (address, init) => {
    const accept = new Headers(init?.headers).get('accept') ?? '*/*';
    let url = String(address);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const { status, headers, body } = await outbound.send({ method: 'GET', url, accept, largestAnswer });
      if (status >= 300 && status < 400 && headers.location !== undefined) {
        url = new URL(headers.location, url).href;
        continue;
      }
      const type = headers['content-type'] ?? '';
      const answer = new Response([204, 205, 304].includes(status) ? null : new Uint8Array(body), {
        status,
        headers: { 'content-type': type },
      });
      Object.defineProperty(answer, 'url', { value: url });
      return answer;
    }
    throw new OutboundError('broken answer');
  };
}
