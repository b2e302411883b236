import { type Line, type LineLimits, readLines } from '../../platform/lines.ts';
import { Problem, problem } from '../../platform/problem.ts';
import type { Guarded } from '../../privacy/index.ts';
import { type Asked, badgeLimits } from '../../verification/index.ts';
import { askedInJson } from './asked.ts';
import { judgeSeveral, type Result } from './judge-several.ts';

/** How much one stream may bring. A line is a badge with what is asked about it. */
const lineLimits: LineLimits = { lineBytes: badgeLimits.bytes + 4_096, lines: 10_000, together: 8 };

/** What the caller of a stream may still ask. */
export interface Caller {
  readonly requestId: string;
  /** Counts more badges as requests; false when that is more than the caller may ask. */
  countMore(badges: number): Promise<boolean>;
}

/**
 * Judges badges as their lines come in, some at a time, and answers each in its order. Nothing more is read before the answers are taken.
 * @param body NDJSON
 * @param write makes a line of what came of one
 * @returns NDJSON, some lines at a time
 */
export async function* judgeLines(
  on: Guarded,
  body: AsyncIterable<Buffer>,
  { requestId, countMore }: Caller,
  write: (line: number, result: Result) => string,
): AsyncGenerator<string> {
  for await (const lines of readLines(body, lineLimits)) {
    const within = await countMore(lines.length);
    const asked = within ? lines.map(askedIn) : lines.map(() => tooMany());
    const results = await judgeSeveral(on, asked, requestId);
    yield results.map((result, index) => write(lines[index]?.number ?? 0, result)).join('');
    if (!within) return;
  }
}

function askedIn({ bytes, tooMany: beyond }: Line): Asked | Problem {
  if (beyond) {
    const most = lineLimits.lines.toLocaleString('en');
    return problem(
      'body-too-large',
      `At most ${most} lines are accepted. Send this one and the rest in a new request.`,
    );
  }
  if (bytes === undefined)
    return problem('body-too-large', `A line may have at most ${lineLimits.lineBytes} bytes; this one was skipped.`);
  try {
    const asked = askedInJson(bytes);
    return Array.isArray(asked) ? problem('invalid-request', 'A line asks about one badge.') : asked;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function tooMany(): Problem {
  return problem(
    'too-many-requests',
    'These are more badges than may be asked about in a minute. Send this line and the rest later.',
  );
}
