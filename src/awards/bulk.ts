import type { Issuing } from '../credentials/index.ts';
import { parseStrictJson, StrictJsonError } from '../openbadges/index.ts';
import type { IssuerCaller } from '../platform/deps.ts';
import { type Line, type LineLimits, readLines } from '../platform/lines.ts';
import { Problem, problem, problemDocument } from '../platform/problem.ts';
import { faultsOfIssues } from '../platform/request-shape.ts';
import { awardsPerBatch, changeBatch, type Order, type Outcome } from './batch.ts';
import { bulkLine } from './schema.ts';

/** How much one request may bring. What is answered line by line must fit into the buffers of a client that sends everything before it reads. */
export const bulkLimits: LineLimits = { lineBytes: 8_192, lines: 10_000, together: awardsPerBatch };

const lineLimits = { bytes: bulkLimits.lineBytes, depth: 3, nodes: 20, arrayItems: 0, stringLength: 2_000 };

/**
 * Revokes, suspends and reinstates awards as lines come in, and says of each line what became of it, in their order. Lines are carried out in
 * batches that are durable when they are answered: whoever is cut off sends everything again, and what was done changes nothing.
 * @param body NDJSON
 * @param within runs the work of a batch, because the stream is read after the handler of the request has returned
 * @returns NDJSON, some lines at a time
 */
export async function* changeInBulk(
  on: Issuing,
  caller: IssuerCaller,
  body: AsyncIterable<Buffer>,
  within: (work: () => Promise<Outcome[]>) => Promise<Outcome[]>,
): AsyncGenerator<string> {
  for await (const lines of readLines(body, bulkLimits)) {
    const read = lines.map(readLine);
    const orders = read.filter((each): each is Order => !(each instanceof Problem));
    const outcomes = orders.length === 0 ? [] : await within(() => changeBatch(on, caller, orders));
    const answers = read.map((each, index) => {
      const line = lines[index]?.number ?? 0;
      if (each instanceof Problem) return answerLine(on, caller, { line }, each);
      const outcome = outcomes.shift();
      if (outcome === undefined) throw new Error('an order of a batch has no outcome');
      return answerLine(on, caller, { line, id: each.id }, outcome);
    });
    yield answers.join('');
  }
}

function readLine({ bytes, tooMany }: Line): Order | Problem {
  if (tooMany) {
    const most = bulkLimits.lines.toLocaleString('en');
    return problem(
      'body-too-large',
      `At most ${most} lines are accepted. Send this one and the rest in a new request.`,
    );
  }
  if (bytes === undefined)
    return problem('body-too-large', `A line may have at most ${bulkLimits.lineBytes} bytes; this one was skipped.`);
  try {
    const parsed = bulkLine.safeParse(parseStrictJson(bytes, lineLimits));
    if (parsed.success) return parsed.data;
    const faults = faultsOfIssues(parsed.error.issues);
    return problem('invalid-request', 'The line does not have the expected shape.', faults);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return problem('malformed-body', `The line is not acceptable JSON: ${error.message}.`);
  }
}

function answerLine(
  on: Issuing,
  { requestId }: IssuerCaller,
  about: { readonly line: number; readonly id?: string },
  outcome: Outcome,
): string {
  const answer =
    outcome instanceof Problem
      ? {
          ...about,
          outcome: 'failed',
          problem: problemDocument(outcome, on.config.publicBaseUrl, `urn:uuid:${requestId}`),
        }
      : { ...about, outcome };
  return `${JSON.stringify(answer)}\n`;
}
