import type { reportOf, StationName } from './academy.ts';

export type KnownState = 'active' | 'suspended' | 'revoked';

/** What the service has acknowledged, as its callers remember it. Whatever is here and not in the service is lost. */
export interface Ledger {
  readonly awards: Map<string, { readonly id: string; readonly url: string; state: KnownState }>;
  readonly reports: KnownReport[];
}

/** A report that was answered with 2xx. */
export interface KnownReport {
  readonly body: ReturnType<typeof reportOf> & { readonly replaces?: string };
  readonly station: StationName;
  readonly completionId: string;
  readonly awardIds: readonly string[];
  /** What it stands for now was reported by a correction. */
  corrected: boolean;
}

export function makeLedger(): Ledger {
  return { awards: new Map(), reports: [] };
}

/** Remembers the answer to a report. */
export function acknowledge(
  { awards, reports }: Ledger,
  station: StationName,
  body: KnownReport['body'],
  answer: { completion: { id: string }; awards: { id: string; url: string; state?: KnownState }[] },
): KnownReport {
  for (const { id, url } of answer.awards) if (!awards.has(id)) awards.set(id, { id, url, state: 'active' });
  const known: KnownReport = {
    body,
    station,
    completionId: answer.completion.id,
    awardIds: answer.awards.map(({ id }) => id),
    corrected: false,
  };
  reports.push(known);
  return known;
}
