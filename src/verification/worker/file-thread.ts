import { Worker } from 'node:worker_threads';
import { problem } from '../../platform/problem.ts';
import { InputError } from '../input/content.ts';
import type { FileReaders } from '../input/recognise.ts';
import type { ReasonCode } from '../judge/reasons.ts';
import { Places } from './places.ts';

/** What is handed to a thread. */
export interface FileWork {
  readonly kind: 'pdf' | 'qr';
  readonly bytes: Uint8Array;
}

/** What a thread gives back. */
export type FileAnswer =
  | { readonly text: Uint8Array | undefined }
  | { readonly refused: ReasonCode; readonly message: string };

/** How much one file may cost (threats.md §2.11): milliseconds with the start of its thread, and megabytes of heap. */
const most = { time: 3_000, heap: 128 };

const places = new Places(2, 50);

/**
 * The readers of the service. Each file has a thread of its own, that ends with it: the PDF library keeps every name it has ever read, and a
 * picture made to be hard would hold up the requests of everybody else.
 * @throws {Problem} `unavailable` when too many files wait already
 */
export const fileReaders: FileReaders = {
  pdf: (bytes) => readInThread({ kind: 'pdf', bytes }),
  qr: (bytes) => readInThread({ kind: 'qr', bytes }),
};

async function readInThread(work: FileWork): Promise<Uint8Array | undefined> {
  const answer = await places.take(() => answerOf(work));
  if (answer === undefined) throw problem('unavailable', 'Too many files are being read right now. Try again.');
  if ('refused' in answer) throw new InputError(answer.refused, answer.message);
  return answer.text;
}

async function answerOf(work: FileWork): Promise<FileAnswer> {
  const thread = new Worker(new URL('./file-worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: most.heap, maxYoungGenerationSizeMb: 16 },
  });
  const tooCostly: FileAnswer = {
    refused: 'expands-too-far',
    message: 'reading the file takes too much time or memory',
  };
  const { promise, resolve, reject } = Promise.withResolvers<FileAnswer>();
  const timer = setTimeout(() => resolve(tooCostly), most.time);
  thread.once('message', resolve);
  thread.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooCostly) : reject(error),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
