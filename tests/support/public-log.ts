import { createHash } from 'node:crypto';
import type { FetchFile } from '../../src/transparency/index.ts';
import { leafHash } from '../../src/transparency/merkle/hash.ts';
import { verifyInclusion } from '../../src/transparency/merkle/verify.ts';
import { type Checkpoint, openCheckpoint } from '../../src/transparency/note/checkpoint.ts';
import { parseVerifierKey } from '../../src/transparency/note/signed-note.ts';
import type { World } from './world.ts';

/** Fetches the files of the log as a stranger does. */
export function filesOf(world: World): FetchFile {
  return async (path) => {
    const { status, bytes } = await world.stranger.get(`/log/${path}`);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
    return bytes;
  };
}

/** The checkpoint as it is served now, its signature verified. */
export async function checkpointOf(world: World): Promise<Checkpoint> {
  const key = parseVerifierKey((await world.stranger.get('/log/key')).text);
  return openCheckpoint((await world.stranger.get('/log/checkpoint')).text, key);
}

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const hex = (text: string) => Buffer.from(text, 'hex');

/** Whether what `GET /credentials/:id/log` answers proves that these bytes are in the log of a checkpoint. */
export function proves(answer: any, credential: Buffer, { size, root }: Pick<Checkpoint, 'size' | 'root'>): boolean {
  const digest = sha256(hex(answer.salt), sha256(credential));
  return (
    digest.toString('hex') === answer.digest &&
    JSON.parse(answer.leaf).digest === answer.digest &&
    verifyInclusion({
      index: answer.index,
      size,
      leafHash: leafHash(Buffer.from(answer.leaf)),
      root,
      proof: answer.proof.map(hex),
    })
  );
}
