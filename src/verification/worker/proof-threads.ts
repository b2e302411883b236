import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { ControllerDocument, JsonObject, ProofOutcome, ProofTerms } from '../../openbadges/index.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { problem } from '../../platform/problem.ts';
import { Places } from './places.ts';

/** Checks all proofs of a document; the work that a hostile document can make dear. */
export type CheckProofs = (
  document: JsonObject,
  controllers: ReadonlyMap<string, ControllerDocument>,
  now?: Date,
  /** For presentations: what the proofs must have been made for. */
  wanted?: Omit<ProofTerms, 'now'>,
) => Promise<ProofOutcome>;

/** What is handed to a thread. */
export interface ProofWork {
  readonly document: JsonObject;
  readonly controllers: ReadonlyMap<string, ControllerDocument>;
  readonly now?: Date | undefined;
  readonly wanted?: Omit<ProofTerms, 'now'> | undefined;
}

/** How much one document may cost, and how many may be at it (threats.md §2.11). */
export interface ThreadLimits {
  readonly threads: number;
  /** Documents that may wait for a thread. */
  readonly waiting: number;
  /** Milliseconds that one document may take. */
  readonly time: number;
  /** Megabytes of heap a thread may use, its libraries (about 40) included. */
  readonly heap: number;
}

export const usualLimits: Omit<ThreadLimits, 'threads'> = { waiting: 200, time: 2_000, heap: 104 };

/** Threads in which proofs are checked, apart from the requests of everybody else. */
export interface ProofThreads {
  readonly checkProofs: CheckProofs;
  close(): Promise<void>;
}

const nothingToCheck: ProofWork = { document: {}, controllers: new Map() };

const tooCostly: ProofOutcome = { verified: false, code: 'too-costly', proofs: [] };

/**
 * Checks proofs in threads that can be ended: a document that takes too long or too much memory costs its thread, never the service. The
 * first thread is started at once, so that the first badge does not wait for it.
 * @throws {Problem} `unavailable` from `checkProofs` when too many documents wait already
 */
export function startProofThreads(limits: ThreadLimits, metrics?: Metrics): ProofThreads {
  const pool = new Piscina({
    filename: fileURLToPath(new URL('./proofs-worker.ts', import.meta.url)),
    name: 'checkProofs',
    minThreads: 1,
    maxThreads: limits.threads,
    idleTimeout: 60_000,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxOldGenerationSizeMb: limits.heap, maxYoungGenerationSizeMb: 16 },
  });
  // Whoever waits must not lose its time to those before it, so the time box begins with the thread and not with the line.
  const places = new Places(limits.threads, limits.waiting);
  let ended = 0;
  metrics?.gauge(
    'stempel_proof_threads',
    'Documents whose proofs are checked, and threads that had to be ended.',
    ['state'],
    async () => [
      { labels: { state: 'checked now' }, value: places.taken },
      { labels: { state: 'waiting' }, value: places.waiting },
      { labels: { state: 'ended' }, value: ended },
    ],
  );
  const checkProofs: CheckProofs = async (document, controllers, now, wanted) => {
    const work: ProofWork = { document, controllers, now, wanted };
    const outcome = await places.take(async () => {
      try {
        return (await pool.run(work, { signal: AbortSignal.timeout(limits.time) })) as ProofOutcome;
      } catch (error) {
        if (!isEnded(error)) throw error;
        ended += 1;
        // The place is given on when there is a thread again, so that its start does not count against the next document.
        await pool.run(nothingToCheck);
        return tooCostly;
      }
    });
    if (outcome === undefined)
      throw problem('unavailable', 'Too many badges are being checked at this moment; try again in a few seconds.');
    return outcome;
  };
  return { checkProofs, close: () => pool.destroy() };
}

/** The thread was ended, by the clock or for its memory. */
function isEnded(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
}
