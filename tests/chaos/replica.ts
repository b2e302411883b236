import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { compileCache } from '../support/compile-cache.ts';

const program = fileURLToPath(new URL('../../bin/stempel.js', import.meta.url));

/** `stempel serve` in a process of its own, at an address that stays the same from one life to the next. */
export interface Replica {
  readonly address: string;
  start(): void;
  /** Leaves it no time for anything. */
  kill(): Promise<void>;
  /** As an operator stops it. */
  stop(): Promise<void>;
  isRunning(): boolean;
  isReady(): Promise<boolean>;
}

/** @param log the file that its words go to */
export function makeReplica(port: number, environment: Readonly<Record<string, string>>, log: string): Replica {
  const address = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (child === undefined || !isRunning()) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    address,
    start: () => {
      const words = openSync(log, 'a');
      child = spawn(process.execPath, [program, 'serve'], {
        env: { PATH: process.env.PATH ?? '', ...compileCache, HOST: '127.0.0.1', PORT: String(port), ...environment },
        stdio: ['ignore', words, words],
      });
      closeSync(words);
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    isRunning,
    isReady: async () => {
      const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
        () => undefined,
      );
      await answer?.arrayBuffer().catch(() => undefined);
      return answer?.status === 200;
    },
  };
}

/** Starts it, again where it gives up because its database is not there yet, as whoever runs it in earnest does; waits until it is ready. */
export async function bringUp(replica: Replica): Promise<boolean> {
  if (!replica.isRunning()) replica.start();
  return replica.isReady();
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}
