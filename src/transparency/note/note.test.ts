import { describe, expect, test } from 'vitest';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { makeNoteKey, NoteError, openNote, parseVerifierKey, signNote, verifierKey } from './signed-note.ts';

const { publicKey, secret } = makeNoteKey();
const key = { name: 'badges.example/log', publicKey };
const checkpoint = { origin: key.name, size: 12, root: Buffer.alloc(32, 7) };

describe('a signed note (c2sp.org/signed-note)', () => {
  // From the tests of golang.org/x/mod/sumdb/note, which the format comes from.
  const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const known =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  test('that others made is opened, and its key read', () => {
    const other = parseVerifierKey(peter);
    expect(verifierKey(other)).toBe(peter);
    expect(openNote(known, other)).toBe(known.slice(0, known.indexOf('\n\n') + 1));
    expect(() => openNote(known.replace('think', 'thinc'), other)).toThrow(NoteError);
  });

  test('keeps its text, also with empty lines in it', () => {
    const text = 'one\n\ntwo\n';
    expect(openNote(signNote(text, key, secret), key)).toBe(text);
  });

  test('passes over signatures of keys it does not know, and needs one that it knows', () => {
    const note = signNote('text\n', key, secret);
    const other = makeNoteKey();
    const cosigned =
      note + signNote('text\n', { name: 'witness.example', publicKey: other.publicKey }, other.secret).slice(6);
    expect(openNote(cosigned, key)).toBe('text\n');
    expect(() => openNote(note, { name: key.name, publicKey: other.publicKey })).toThrow(/has not signed/);
  });

  test.each([
    ['a changed text', (note: string) => note.replace('text', 'texts')],
    ['a control character', (note: string) => note.replace('text', 'te\txt')],
    ['no signature', () => 'text\n'],
    ['no newline at its end', (note: string) => note.slice(0, -1)],
    ['a malformed signature line', (note: string) => `${note}- x y\n`],
    ['a changed signature', (note: string) => note.replace(/.(?=.{5}\n$)/, (c) => (c === 'A' ? 'B' : 'A'))],
  ])('with %s is refused', (_what, change) => {
    expect(() => openNote(change(signNote('text\n', key, secret)), key)).toThrow(NoteError);
  });

  test.each(['', 'a+b+c', `${verifierKey(key)}AAAA`, verifierKey(key).replace(/\+.{8}\+/, '+00000000+')])(
    'has no verifier key "%s"',
    (text) => {
      expect(() => parseVerifierKey(text)).toThrow(NoteError);
    },
  );
});

describe('a checkpoint (c2sp.org/tlog-checkpoint)', () => {
  test('has origin, size and root, each on its line', () => {
    const note = signCheckpoint(checkpoint, key, secret);
    expect(note.split('\n').slice(0, 4)).toEqual([key.name, '12', checkpoint.root.toString('base64'), '']);
    expect(openCheckpoint(note, key)).toEqual(checkpoint);
  });

  test.each([
    ['another origin', `other.example\n12\n${'A'.repeat(43)}=\n`],
    ['a size with a leading zero', `${key.name}\n012\n${'A'.repeat(43)}=\n`],
    ['a short root', `${key.name}\n12\nAAAA\n`],
    ['no root', `${key.name}\n12\n`],
  ])('with %s is refused, although it is signed', (_what, text) => {
    expect(() => openCheckpoint(signNote(text, key, secret), key)).toThrow(NoteError);
  });
});
