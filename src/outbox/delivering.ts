import type { Custody } from '../issuers/index.ts';
import type { Guarded } from '../privacy/index.ts';
import type { Postman } from './mail/postman.ts';

/** What the verbs of this room need. */
export interface Delivering extends Guarded {
  /** Wraps the data keys of webhook secrets. */
  readonly custody: Custody;
  /** Absent: nobody configured where mail is handed in, so no mail is made. */
  readonly postman: Postman | undefined;
}
