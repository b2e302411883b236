import { hashLength } from '../merkle/hash.ts';
import { NoteError, type NoteKey, openNote, signNote } from './signed-note.ts';

/** How long a log was, and its root then (c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** Signs a checkpoint; the name of the key is the origin, as tlog-checkpoint ("Signatures") recommends. No extension lines. */
export function signCheckpoint({ origin, size, root }: Checkpoint, key: NoteKey, secret: Buffer): string {
  return signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, key, secret);
}

/**
 * Reads a checkpoint that the key has signed.
 * @throws {NoteError} when the signature or the form is not as tlog-checkpoint ("Note text") asks
 */
export function openCheckpoint(note: string, key: NoteKey): Checkpoint {
  const [origin = '', size = '', root = ''] = openNote(note, key).split('\n');
  const hash = Buffer.from(root, 'base64');
  if (origin !== key.name) throw new NoteError(`this checkpoint is of ${origin}, not of ${key.name}`);
  if (!/^(0|[1-9]\d{0,14})$/.test(size)) throw new NoteError('the size of the tree is not a number');
  if (hash.length !== hashLength || hash.toString('base64') !== root) throw new NoteError('the root is not a hash');
  return { origin, size: Number(size), root: hash };
}
