import { parseBundle } from '../log/bundle.ts';
import { growingTree } from '../merkle/growing-tree.ts';
import { leafHash } from '../merkle/hash.ts';
import { levelLength, tilePath, tileWidth, widthOf } from '../merkle/tiles.ts';
import { type Checkpoint, openCheckpoint } from '../note/checkpoint.ts';
import { NoteError, type NoteKey, parseVerifierKey } from '../note/signed-note.ts';
import { type LeafCount, leafChecker } from './check-leaves.ts';
import type { LogFinding } from './findings.ts';

/** Fetches a file of a log by its path under the log's address: `checkpoint`, `tile/0/000.p/5`. Throws when it cannot be had. */
export type FetchFile = (path: string) => Promise<Buffer>;

/** What an auditor remembers of a log: which key it has, and what it said when it was last looked at. */
export interface SeenLog {
  readonly key: string;
  /** The signed checkpoint: with it the auditor can show others what the log has said. */
  readonly checkpoint: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly root: string;
  /** When it was looked at (RFC 3339). */
  readonly at: string;
}

export interface LogReport extends Partial<LeafCount> {
  readonly origin: string;
  readonly size: number;
  readonly findings: readonly LogFinding[];
  /** What to remember for the next time; absent when something was wrong. */
  readonly seen?: SeenLog;
  /** The checkpoint that was served now: the evidence, when something is wrong. */
  readonly checkpoint: string;
}

/**
 * Audits a whole log from outside: signature, every entry, every tile, the root, the times, and whether it still begins with what was seen
 * before. Nothing that the server says is believed before it has been computed.
 * @param key the key of the log as it is known from elsewhere; without one, and without an earlier visit, the one that the log itself names
 * @throws when a file cannot be had, or the key cannot be read
 */
export async function auditLog(
  fetchFile: FetchFile,
  now: Date,
  { key, seen }: { key?: string | undefined; seen?: SeenLog | undefined } = {},
): Promise<LogReport> {
  const known = (key ?? seen?.key ?? (await fetchFile('key')).toString()).trim();
  const noteKey = parseVerifierKey(known);
  const note = (await fetchFile('checkpoint')).toString();
  const report = { origin: noteKey.name, size: 0, checkpoint: note };
  if (seen !== undefined && seen.key !== known) return { ...report, findings: [{ kind: 'wrong-key' }] };
  const checkpoint = readCheckpoint(note, noteKey);
  if (checkpoint === undefined) return { ...report, findings: [{ kind: 'bad-checkpoint', where: 'checkpoint' }] };
  const { size, root } = checkpoint;
  if (seen !== undefined && size < seen.size) return { ...report, size, findings: [{ kind: 'shortened' }] };
  const { findings, ...leaves } = await checkEntries(fetchFile, checkpoint, now, seen);
  const remembered = { key: known, checkpoint: note, size, root: root.toString('hex'), at: now.toISOString() };
  return { ...report, size, ...leaves, findings, ...(findings.length === 0 && { seen: remembered }) };
}

async function checkEntries(
  fetchFile: FetchFile,
  { size, root }: Checkpoint,
  now: Date,
  seen: SeenLog | undefined,
): Promise<LeafCount & { findings: LogFinding[] }> {
  const findings: LogFinding[] = [];
  const tree = growingTree();
  const leaves = leafChecker({ now, before: seen && { size: seen.size, at: new Date(seen.at) } });
  const compare = async (level: number, index: number, hashes: readonly Buffer[]) => {
    const path = `tile/${tilePath({ level, index, width: hashes.length })}`;
    if (!(await fetchFile(path)).equals(Buffer.concat(hashes))) findings.push({ kind: 'wrong-tile', where: path });
  };
  const compareWithSeen = () => {
    if (seen?.size === tree.size && seen.root !== tree.root().toString('hex'))
      findings.push({ kind: seen.size === size ? 'split' : 'rewritten' });
  };
  compareWithSeen();
  for (let index = 0; index * tileWidth < size; index += 1) {
    const width = widthOf(0, index, size);
    const path = `tile/${tilePath({ level: 'entries', index, width })}`;
    const entries = parseBundle(await fetchFile(path));
    // Without the right number of entries nothing behind them has its place.
    if (entries?.length !== width)
      return { ...leaves.result(), findings: [...findings, { kind: 'wrong-entries', where: path }] };
    for (const entry of entries) {
      findings.push(...leaves.check(tree.size, entry));
      for (const full of tree.append(leafHash(entry))) await compare(full.level, full.index, full.hashes);
      compareWithSeen();
    }
  }
  for (let level = 0; levelLength(level, size) > 0; level += 1) {
    const edge = tree.edge(level);
    if (edge.length > 0) await compare(level, Math.floor(levelLength(level, size) / tileWidth), edge);
  }
  if (!tree.root().equals(root)) findings.push({ kind: 'wrong-root' });
  return { ...leaves.result(), findings };
}

function readCheckpoint(note: string, key: NoteKey): Checkpoint | undefined {
  try {
    return openCheckpoint(note, key);
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}
