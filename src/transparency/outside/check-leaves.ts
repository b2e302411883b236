import type { Leaf } from '../log/leaf.ts';
import { LeafError, parseLeaf } from '../log/leaf.ts';
import type { LogKind } from '../tables.ts';
import type { LogFinding } from './findings.ts';

/** By how much two honest clocks may differ, and how long an entry may wait for its place. */
const tolerance = 5 * 60_000;

/** What an auditor knows beside the log itself. */
export interface Watch {
  readonly now: Date;
  /** How long the log was when it was last looked at, and when that was. */
  readonly before?: { readonly size: number; readonly at: Date } | undefined;
}

/** What the entries of a log add up to. */
export interface LeafCount {
  readonly counts: Record<LogKind, number>;
  readonly lastTime?: Date | undefined;
}

/** Checks entries one after the other: their form, and that their times can be true. */
export function leafChecker({ now, before }: Watch) {
  const counts: Record<LogKind, number> = { issued: 0, revoked: 0, suspended: 0, reinstated: 0, audit: 0 };
  let lastTime: Date | undefined;
  return {
    check(index: number, bytes: Buffer): LogFinding[] {
      const leaf = readLeaf(bytes);
      const where = `entry ${index}`;
      if (leaf === undefined) return [{ kind: 'malformed-leaf', where }];
      const findings: LogFinding[] = [];
      if (lastTime !== undefined && leaf.time < lastTime) findings.push({ kind: 'time-decreases', where });
      if (leaf.time.getTime() > now.getTime() + tolerance) findings.push({ kind: 'from-the-future', where });
      if (before !== undefined && index >= before.size && leaf.time.getTime() < before.at.getTime() - tolerance)
        findings.push({ kind: 'backdated', where });
      counts[leaf.kind] += 1;
      lastTime = leaf.time;
      return findings;
    },
    result: (): LeafCount => ({ counts, lastTime }),
  };
}

function readLeaf(bytes: Buffer): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch (error) {
    if (error instanceof LeafError) return undefined;
    throw error;
  }
}
