/** What is asked of somebody else's server. */
export interface OutboundRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for everything together: resolving, connecting, answering; 15 s when absent. */
  readonly timeout?: number;
  /** Longest body that is read; 0: none is read, and the connection is closed after the headers. */
  readonly maxBytes: number;
}

export interface OutboundAnswer {
  /** A redirect is an answer like any other: none is followed. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Why nothing came. Deliberately few words: they are shown to whoever named the address, who must not explore our network by them. */
export type OutboundFailure = 'not-allowed' | 'unreachable' | 'timed-out' | 'too-large';

export class OutboundError extends Error {
  readonly code: OutboundFailure;

  constructor(code: OutboundFailure) {
    super(code);
    this.name = 'OutboundError';
    this.code = code;
  }
}

/** The only way out of the house to addresses that others name (webhooks, DIDs, status lists). */
export interface Outbound {
  /** Whether an address has the form of one that may be asked; nothing is resolved. @throws {OutboundError} `not-allowed` */
  check(address: string): void;
  /** @throws {OutboundError} when there is no answer within the limits */
  request(request: OutboundRequest): Promise<OutboundAnswer>;
}
