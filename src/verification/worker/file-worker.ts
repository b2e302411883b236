import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../input/content.ts';
import type { FileAnswer, FileWork } from './file-thread.ts';

/** What a thread does: takes the badge out of one file, and ends. */
async function read({ kind, bytes }: FileWork): Promise<FileAnswer> {
  try {
    if (kind === 'pdf') return { text: await (await import('../input/pdf.ts')).readPdf(bytes) };
    return { text: await (await import('../input/qr.ts')).readQr(bytes) };
  } catch (error) {
    if (error instanceof InputError) return { refused: error.code, message: error.message };
    throw error;
  }
}

parentPort?.postMessage(await read(workerData));
