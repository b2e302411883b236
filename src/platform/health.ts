import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Deps } from './deps.ts';
import type { Http } from './http.ts';
import { problem } from './problem.ts';
import { problemResponses } from './problem-responses.ts';

/** How long the database may take before this replica should get no requests. */
const longestWait = 2_000;

/** Whether the process lives (restart it when not) and whether it can do its work (send it no requests when not). */
export function healthRoutes(http: Http, on: Deps): void {
  const answer = z.object({ status: z.literal('ok') });
  const tags = ['Operation'];

  http.get(
    '/health/live',
    { schema: { tags, summary: 'The process lives', response: { 200: answer } } },
    async () => ({ status: 'ok' }) as const,
  );

  http.get(
    '/health/ready',
    { schema: { tags, summary: 'The service can do its work', response: { 200: answer, ...problemResponses(503) } } },
    async () => {
      if (on.closing?.aborted === true) throw problem('unavailable', 'This service is closing.');
      if (!(await databaseAnswers(on))) throw problem('unavailable', 'The database does not answer.');
      return { status: 'ok' } as const;
    },
  );
}

async function databaseAnswers(on: Deps): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), longestWait);
  });
  const answered = on.database.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
  const ready = await Promise.race([answered, late]);
  clearTimeout(timer);
  return ready;
}
