import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/**
 * The structured log. Personal data and secrets never reach it: requests are logged by method, route pattern and id
 * (never by URL or body, which may hold an e-mail address), and these paths are cut as a second wall.
 */
export function createLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = {
    level: config.logLevel,
    redact: { paths: ['req.headers', 'headers', 'body', 'email', '*.email', '*.authorization'], remove: true },
    serializers: {
      req: (request: { method: string; id: string; routeOptions?: { url?: string } }) => ({
        method: request.method,
        route: request.routeOptions?.url ?? 'unknown',
      }),
      err: describeError,
    },
  };
  return pino(options, destination ?? lenientOutput(1));
}

/** What is kept of the log while it cannot be written; the rest is dropped. */
const mostKept = 1024 * 1024;

/**
 * Writes to an open file, usually standard output. When that fails (its disk is full) the service goes on without a log, and writes again as soon as
 * it can; left to itself, the library would end the process.
 */
export function lenientOutput(descriptor: number): DestinationStream {
  const output = pino.destination({ dest: descriptor, sync: true, maxLength: mostKept });
  output.on('error', () => undefined);
  return output;
}

/** Database errors carry the offending row in `detail`, and that row may be a person: keep type, code and stack only. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const cause = error.cause instanceof Error ? { type: error.cause.name, code: codeOf(error.cause) } : undefined;
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  return { type: error.name, code, stack, cause };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
