import type { z } from 'zod';
import { Problem, problem, problemDocument } from '../../platform/problem.ts';
import type { problemShape } from '../../platform/problem-responses.ts';
import type { Guarded } from '../../privacy/index.ts';
import type { Asked, Verified } from '../../verification/index.ts';
import { judgeAsked } from './judge-asked.ts';

/** Badges that are judged at the same time for one request: most of the time is waiting for servers elsewhere. */
const together = 8;

/** What came of one of several: a judgement, or why there is none. */
export type Result = Verified | { readonly problem: z.output<typeof problemShape> };

/** Judges several badges. Each fails by itself, and their order stays. */
export async function judgeSeveral(
  on: Guarded,
  several: readonly (Asked | Problem)[],
  requestId: string,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < several.length; start += together) {
    const group = several.slice(start, start + together);
    results.push(...(await Promise.all(group.map((asked) => judgeOne(on, asked, requestId)))));
  }
  return results;
}

async function judgeOne(on: Guarded, asked: Asked | Problem, requestId: string): Promise<Result> {
  try {
    if (asked instanceof Problem) throw asked;
    return await judgeAsked(on, asked);
  } catch (error) {
    if (!(error instanceof Problem))
      on.log.warn({ err: error, reqId: requestId }, 'one of several badges could not be judged');
    const raised =
      error instanceof Problem
        ? error
        : problem('unavailable', 'This badge could not be judged right now. Send it again.');
    const { errors, ...document } = problemDocument(raised, on.config.publicBaseUrl, `urn:uuid:${requestId}`);
    return { problem: { ...document, ...(errors && { errors: [...errors] }) } };
  }
}
