/** What was counted on the way. */
export interface Tally {
  requests: number;
  acknowledged: number;
  /** Answered "not now". */
  unavailable: number;
  /** Connections that broke under a request. */
  broken: number;
  /** Connections that the client itself cut. */
  cut: number;
  /** What must not happen: answers that nobody can explain. */
  readonly faults: string[];
  /** Counts one request more. */
  send(): void;
  /** Comes true at the request with this number from now. */
  after(requests: number): Promise<void>;
}

export function makeTally(): Tally {
  const waiting: { at: number; wake: () => void }[] = [];
  const tally: Tally = {
    requests: 0,
    acknowledged: 0,
    unavailable: 0,
    broken: 0,
    cut: 0,
    faults: [],
    send: () => {
      tally.requests += 1;
      for (const each of waiting) if (each.at <= tally.requests) each.wake();
    },
    after: (requests) => new Promise((wake) => waiting.push({ at: tally.requests + requests, wake })),
  };
  return tally;
}
