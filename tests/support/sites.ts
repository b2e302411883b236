import type { Outbound, OutboundAnswer, OutboundRequest } from '../../src/platform/outbound/index.ts';
import { OutboundError } from '../../src/platform/outbound/index.ts';

/** The internet as a test plays it, within this process: pages by their address. What is not there is not found. */
export interface Sites extends Outbound {
  readonly asked: OutboundRequest[];
  set(url: string, document: unknown, headers?: Record<string, string>, status?: number): void;
  /** From now on nobody answers there. */
  lose(url: string, code?: OutboundError['code']): void;
}

export function playSites(): Sites {
  const pages = new Map<string, OutboundAnswer | OutboundError>();
  const asked: OutboundRequest[] = [];
  return {
    asked,
    check: () => undefined,
    send: async (request) => {
      asked.push(request);
      const page = pages.get(request.url) ?? { status: 404, headers: {}, body: Buffer.alloc(0) };
      if (page instanceof OutboundError) throw page;
      if (page.body.length > (request.largestAnswer ?? 0)) throw new OutboundError('answer too large', 200);
      return page;
    },
    set: (url, document, headers = {}, status = 200) => {
      const body = Buffer.isBuffer(document)
        ? document
        : Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
      pages.set(url, { status, headers: { 'content-type': 'application/json', ...headers }, body });
    },
    lose: (url, code = 'no connection') => pages.set(url, new OutboundError(code)),
  };
}
