import { parentPort, workerData } from 'node:worker_threads';
import { play } from './play.ts';

// One thread's part of `run.ts`.
parentPort?.postMessage(await play(workerData));
