import fc from 'fast-check';
import { isObject } from '../../src/openbadges/index.ts';
import { readPdf } from '../../src/verification/input/pdf.ts';
import { judgeSent, type Verified } from '../../src/verification/judge-sent.ts';
import { mutationsOf } from '../interop/mutations.ts';
import { type ByteEdit, byteEdits, changedBytes } from './bytes.ts';
import { type Edit, eachLeafChanged, edited, edits } from './edits.ts';
import { type Form, forms } from './forms.ts';
import { meaningOf } from './meaning.ts';
import { makeScene, type Original, type Scene } from './originals.ts';
import { editable, textOf } from './token-text.ts';

export interface Wanted {
  readonly cases: number;
  readonly seed: number;
  /** Leaves everything to chance. */
  readonly chanceOnly?: true;
  /** Of how many equal shares of the changes of every leaf this is which one. */
  readonly share?: { readonly index: number; readonly of: number };
}

/** What came of it. */
export interface Tally {
  cases: number;
  /** Cases that were valid and said what was signed: another order, another way of writing the same. */
  same: number;
  readonly verdicts: Record<string, number>;
  readonly byForm: Record<string, number>;
  /** The first of them, told so that they can be tried again. */
  readonly falseValids: string[];
  /** What judging threw. */
  readonly thrown: string[];
}

/** Judges bytes; exchanged by a test for one that believes everything. */
export type Judge = (bytes: Uint8Array, scene: Scene) => Promise<Verified>;

const judgeIt: Judge = (bytes, { sources }) => judgeSent({ sent: { bytes } }, sources, { readers: { pdf: readPdf } });

type Change =
  | { readonly kind: 'structure'; readonly edits: readonly Edit[] }
  | { readonly kind: 'text'; readonly bytes: readonly ByteEdit[] }
  | { readonly kind: 'file'; readonly bytes: readonly ByteEdit[] };

interface Case {
  readonly original: number;
  readonly donor: number;
  readonly form: number;
  readonly change: Change;
}

const index = fc.nat({ max: 999_999 });
const cases: fc.Arbitrary<Case> = fc.record({
  original: index,
  donor: index,
  form: index,
  change: fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('structure' as const), edits }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('text' as const), bytes: byteEdits }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('file' as const), bytes: byteEdits }) },
  ),
});

/** What an original is judged to be, unchanged. */
interface Known extends Original {
  readonly verified: Verified;
  readonly editable: unknown;
  readonly files: readonly Uint8Array[];
}

/**
 * Changes signed badges in their structure, in their text and in the file that carries them, and judges each. A judgement is wrong when it
 * is "valid" for something that nobody has signed, or for a badge that was not valid before it was changed.
 */
export async function play({ cases: wanted, seed, share, chanceOnly }: Wanted, judge: Judge = judgeIt): Promise<Tally> {
  const scene = await makeScene();
  const known = await Promise.all(scene.originals.map((each) => know(each, scene)));
  const valid = known.filter((each) => isValid(each.verified));
  const signed = new Set([...valid.map(({ verified }) => verified.document), ...scene.inside].map(meaningOf));
  const tally: Tally = { cases: 0, same: 0, verdicts: {}, byForm: {}, falseValids: [], thrown: [] };
  const tryIt = async (original: Known, bytes: Uint8Array, how: string, form: string) => {
    const verified = await judge(bytes, scene).catch((error: unknown) => {
      tally.thrown.push(`${original.name}, ${how}: ${String(error)}`);
    });
    tally.cases += 1;
    tally.byForm[form] = (tally.byForm[form] ?? 0) + 1;
    if (verified === undefined) return;
    tally.verdicts[verified.verdict] = (tally.verdicts[verified.verdict] ?? 0) + 1;
    if (!isValid(verified)) return;
    if (signed.has(meaningOf(verified.document))) tally.same += 1;
    else tally.falseValids.push(`${original.name}, ${form}, ${how}: ${Buffer.from(bytes).toString('base64')}`);
  };
  // 1 Each leaf of each badge, and every change that is known to have misled somebody; of these at most half.
  const changes = (chanceOnly ? [] : known).flatMap((each) =>
    [...knownChanges(each)].map((change) => ({ each, ...change })),
  );
  const { index: own, of } = share ?? { index: 0, of: 1 };
  const stride = Math.max(of, Math.ceil(changes.length / (wanted / 2)));
  for (let place = own; place < changes.length; place += stride) {
    const change = changes[place];
    if (change !== undefined) await tryIt(change.each, Buffer.from(change.text), change.name, 'plain');
  }
  // 2 Whatever chance makes of them.
  for (let round = 0; tally.cases < wanted; round += 1) {
    for (const chosen of fc.sample(cases, { numRuns: 500, seed: seed + round })) {
      if (tally.cases === wanted) break;
      const made = await make(chosen, known);
      if (made !== undefined) await tryIt(made.original, made.bytes, JSON.stringify(chosen.change), made.form.name);
    }
  }
  return tally;
}

function isValid({ verdict }: Verified): boolean {
  return verdict === 'valid' || verdict === 'valid-with-warnings';
}

async function know(original: Original, scene: Scene): Promise<Known> {
  const files = await Promise.all(forms.map((form) => form.wrap(original.text)));
  const verified = await judgeIt(Buffer.from(original.text), scene);
  if (verified.verdict !== original.verdict)
    throw new Error(`${original.name} is ${verified.verdict} as it was signed`);
  return { ...original, verified, editable: editable(original.text), files };
}

function* knownChanges(original: Known): Generator<{ name: string; text: string }> {
  for (const changed of eachLeafChanged(Object(original.editable)))
    yield { name: 'a letter of a leaf', text: textOf(changed, original.text) };
  if (!isObject(original.editable) || original.editable.proof === undefined) return;
  for (const { name, document } of mutationsOf(original.editable)) yield { name, text: JSON.stringify(document) };
}

/** The case as a file; nothing when it changes nothing. */
async function make(
  { original: which, donor, form: carried, change }: Case,
  known: readonly Known[],
): Promise<{ original: Known; bytes: Uint8Array; form: Form } | undefined> {
  const original = known[which % known.length];
  const place = carried % forms.length;
  const [form, plain, file] = [forms[place], forms[0], original?.files[place]];
  if (original === undefined || form === undefined || plain === undefined || file === undefined) return undefined;
  if (change.kind === 'file') return unlessSame(original, form, changedBytes(file, change.bytes), file);
  const into = form.slow ? plain : form;
  const text =
    change.kind === 'text'
      ? Buffer.from(changedBytes(Buffer.from(original.text), change.bytes)).toString()
      : textOf(edited(original.editable, change.edits, known[donor % known.length]?.editable), original.text);
  if (text === original.text) return undefined;
  return { original, bytes: await into.wrap(text), form: into };
}

function unlessSame(original: Known, form: Form, bytes: Uint8Array, file: Uint8Array) {
  return Buffer.compare(bytes, file) === 0 ? undefined : { original, bytes, form };
}
