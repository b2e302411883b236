import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { compileCache } from './compile-cache.ts';
import { until } from './until.ts';

const program = fileURLToPath(new URL('../../bin/stempel.js', import.meta.url));

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the program, running. */
export interface Running {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  readonly ended: Promise<Ended>;
}

/** Starts the program as a shell would, with no environment but PATH and what is given. */
export function launch(words: readonly string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [program, ...words], {
    env: { PATH: process.env.PATH ?? '', ...compileCache, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Runs it to its end. */
export function run(
  words: readonly string[],
  environment: Record<string, string> = {},
  input?: string,
): Promise<Ended> {
  const { child, ended } = launch(words, environment);
  child.stdin?.end(input ?? '');
  return ended;
}

export async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(typeof address === 'object' && address ? address.port : 0);
}

/** `stempel serve`, ready to answer. */
export async function serve(environment: Record<string, string>): Promise<Running & { readonly url: string }> {
  const running = launch(['serve'], environment);
  const url = `http://127.0.0.1:${environment.PORT}`;
  let over = false;
  void running.ended.then(() => {
    over = true;
  });
  await until(async () => {
    if (over) throw new Error(`it ended: ${running.stderr()}${running.stdout()}`);
    return fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }, 60_000);
  return { ...running, url };
}
