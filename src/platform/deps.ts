import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Ids } from './ids.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Outbound } from './outbound/index.ts';
import type { Random } from './random.ts';

/** What comes in through the door of every verb: the world, held still in tests. */
export interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** The only way to ask somebody outside. */
  readonly outbound: Outbound;
  readonly log: Logger;
  readonly config: Config;
  /** Counts for Prometheus; the app makes its own where none is given. */
  readonly metrics?: Metrics;
  /** Aborted when the service begins to close. */
  readonly closing?: AbortSignal;
}

/** On whose behalf a verb acts. `actor` goes into the audit log: `api-key:<id>`, `staff:<id>`, `learner-link:<id>`, `operator` or `system:<task>`. */
export interface Caller {
  readonly actor: string;
  readonly requestId: string;
}

/** A caller that acts for one issuer; every store query of that call is bound to `issuerId`. */
export interface IssuerCaller extends Caller {
  readonly issuerId: string;
}
