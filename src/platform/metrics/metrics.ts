import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a gauge shows at the moment it is asked: one value, or one per label. */
export type Reading = { readonly labels?: Readonly<Record<string, string>>; readonly value: number };

/**
 * What this process counts, for Prometheus. No label ever comes from a request: route patterns, states and kinds of facts are closed sets of ours,
 * so nobody can fill our memory with labels or read a person from them.
 */
export interface Metrics {
  readonly registry: Registry;
  requestStarted(): void;
  requestEnded(method: string, route: string, status: number, seconds: number): void;
  /** A fact became durable. */
  happened(kind: string): void;
  signed(algorithm: string): void;
  judged(verdict: string): void;
  taskEnded(task: string, seconds: number, failed: boolean): void;
  /** Asked at every scrape, together with the others; what takes too long or fails is left out. */
  gauge(name: string, help: string, labels: readonly string[], read: () => Promise<readonly Reading[]>): void;
}

/** A badge takes a few milliseconds, an import minutes. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** How long a gauge may ask, and how long its answer serves: several scrapers must not become load. */
const longestReading = 1_000;
const kept = 5_000;

/**
 * Makes the metrics of one application, in a registry of its own.
 * @param of `process`: also memory, event loop, garbage collection of this process
 */
export function createMetrics(of: 'process' | 'application' = 'application'): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (of === 'process') collectDefaultMetrics({ register: registry });
  const inFlight = new Gauge({
    name: 'stempel_http_requests_in_flight',
    help: 'Requests being answered now.',
    registers,
  });
  const duration = new Histogram({
    name: 'stempel_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const facts = new Counter({
    name: 'stempel_facts_total',
    help: 'Facts that this process made durable, by kind; award.issued is a badge.',
    labelNames: ['kind'],
    registers,
  });
  const signatures = new Counter({
    name: 'stempel_signatures_total',
    help: 'Badges and lists that this process signed, by algorithm of the key.',
    labelNames: ['algorithm'],
    registers,
  });
  const verdicts = new Counter({
    name: 'stempel_verifications_total',
    help: 'Badges that were judged, by verdict.',
    labelNames: ['verdict'],
    registers,
  });
  const tasks = new Histogram({
    name: 'stempel_task_duration_seconds',
    help: 'Runs of the tasks that nobody asks for.',
    labelNames: ['task', 'outcome'],
    buckets,
    registers,
  });
  return {
    registry,
    requestStarted: () => inFlight.inc(),
    requestEnded: (method, route, status, seconds) => {
      inFlight.dec();
      duration.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    happened: (kind) => facts.inc({ kind }),
    signed: (algorithm) => signatures.inc({ algorithm }),
    judged: (verdict) => verdicts.inc({ verdict }),
    taskEnded: (task, seconds, failed) => tasks.observe({ task, outcome: failed ? 'failed' : 'done' }, seconds),
    gauge: (name, help, labels, read) => addGauge(registers, name, help, labels, read),
  };
}

function addGauge(
  registers: Registry[],
  name: string,
  help: string,
  labelNames: readonly string[],
  read: () => Promise<readonly Reading[]>,
): void {
  let readAt = Number.NEGATIVE_INFINITY;
  const gauge = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers,
    collect: async () => {
      if (performance.now() - readAt < kept) return;
      readAt = performance.now();
      const readings = await withinTime(read());
      gauge.reset();
      for (const { labels = {}, value } of readings) gauge.set(labels, value);
    },
  });
}

/** A database that does not answer must not keep the other figures from whoever wants to know why. */
async function withinTime(reading: Promise<readonly Reading[]>): Promise<readonly Reading[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Reading[]>((resolve) => {
    timer = setTimeout(() => resolve([]), longestReading);
  });
  try {
    return await Promise.race([reading.catch(() => []), late]);
  } finally {
    clearTimeout(timer);
  }
}
