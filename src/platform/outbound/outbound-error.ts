/** Why a request to the outside brought no answer. Stable: they are shown to issuers. */
export type OutboundFailure =
  | 'refused url'
  | 'refused address'
  | 'unknown host'
  | 'no connection'
  | 'no trusted certificate'
  | 'no answer in time'
  | 'answer too large'
  | 'too many redirects'
  | 'broken answer';

/** There was no (whole) answer. Its message is its code: no address of ours, and nothing of the other side (threats.md §3). */
export class OutboundError extends Error {
  readonly code: OutboundFailure;
  /** What the other side had answered, where the rest of the answer was the trouble. */
  readonly status: number | undefined;

  constructor(code: OutboundFailure, status?: number) {
    super(code);
    this.name = 'OutboundError';
    this.code = code;
    this.status = status;
  }
}
