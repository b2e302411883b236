import { ConfigError, readConfig } from './platform/config.ts';
import { startService } from './start.ts';

/**
 * Runs the service until SIGINT or SIGTERM, then closes cleanly.
 * @returns the exit code
 */
export async function serve(variables: NodeJS.ProcessEnv): Promise<number> {
  try {
    // From the first moment: it answers before everything has started, and may be ended then already.
    const signal = untilSignal();
    const service = await startService(readConfig(variables));
    await signal;
    if (await service.close()) return 0;
    // Something still holds on; it has had its time.
    process.exit(1);
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    return 1;
  }
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once, by Node's own default. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

/** What an operator reads when the service does not start: one sentence, no stack for what they can mend themselves. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError) return `Stempel cannot start. ${error.message}`;
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'Stempel cannot start: the port is in use already. Set PORT to another one.';
  }
  if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')) {
    const path = 'path' in error ? ` (${String(error.path)})` : '';
    return `Stempel cannot start: this account may not use the data directory${path}. Start it as the user that owns it, or set DATA_DIR.`;
  }
  return `Stempel cannot start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
