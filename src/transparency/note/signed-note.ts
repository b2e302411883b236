import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** c2sp.org/signed-note, "Signature types": Ed25519 as that document specifies it. */
const ed25519 = 0x01;
const keyIdLength = 4;
const publicKeyLength = 32;
/** RFC 8410 §4: what stands before the 32 bytes of an Ed25519 public key in a SubjectPublicKeyInfo. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
/** Verifiers must accept 16 signatures; no note of a log is longer than this. */
const longestNote = 64 * 1024;

/** A key as verifiers know it. */
export interface NoteKey {
  readonly name: string;
  /** 32 bytes (RFC 8032 §5.1.5). */
  readonly publicKey: Buffer;
}

/** The note is not signed as it must be. The message says why; nothing in it is worth showing to users. */
export class NoteError extends Error {}

/** Makes an Ed25519 key. The secret is PKCS #8 in DER. */
export function makeNoteKey(): { publicKey: Buffer; secret: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-publicKeyLength),
    secret: privateKey.export({ format: 'der', type: 'pkcs8' }),
  };
}

/**
 * Signs a text (c2sp.org/signed-note, "Format").
 * @param text ends in a newline
 */
export function signNote(text: string, key: NoteKey, secret: Buffer): string {
  const privateKey = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
  const signature = Buffer.concat([keyIdOf(key), sign(null, Buffer.from(text), privateKey)]);
  return `${text}\n— ${key.name} ${signature.toString('base64')}\n`;
}

/**
 * The text of a note that the key has signed. Signatures of other keys are passed over.
 * @throws {NoteError} when it is no note, or this key has not signed it
 */
export function openNote(note: string, key: NoteKey): string {
  const end = note.lastIndexOf('\n\n');
  if (note.length > longestNote || end < 0 || !note.endsWith('\n') || hasControls(note))
    throw new NoteError('this is no signed note');
  const text = note.slice(0, end + 1);
  const signed = note
    .slice(end + 2, -1)
    .split('\n')
    .map(parseSignature)
    .filter(({ name, bytes }) => name === key.name && bytes.subarray(0, keyIdLength).equals(keyIdOf(key)));
  if (signed.length === 0) throw new NoteError(`${key.name} has not signed this note`);
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiPrefix, key.publicKey]),
    format: 'der',
    type: 'spki',
  });
  for (const { bytes } of signed) {
    if (!verify(null, Buffer.from(text), publicKey, bytes.subarray(keyIdLength)))
      throw new NoteError(`the signature of ${key.name} does not verify`);
  }
  return text;
}

/** `<name>+<key id in hexadecimal>+<base64 of type and public key>`: how verifiers write a key, as in Go's `sumdb/note`. */
export function verifierKey(key: NoteKey): string {
  const bytes = Buffer.concat([Buffer.of(ed25519), key.publicKey]);
  return `${key.name}+${keyIdOf(key).toString('hex')}+${bytes.toString('base64')}`;
}

/**
 * The inverse of {@link verifierKey}.
 * @throws {NoteError} when the text is no Ed25519 key, or the id does not belong to it
 */
export function parseVerifierKey(text: string): NoteKey {
  const found = /^([^\s+]{1,300})\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text.trim());
  const [, name = '', id = '', encoded = ''] = found ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const key = { name, publicKey: bytes.subarray(1) };
  if (bytes[0] !== ed25519 || key.publicKey.length !== publicKeyLength || keyIdOf(key).toString('hex') !== id)
    throw new NoteError('this is no verifier key of an Ed25519 key');
  return key;
}

/** c2sp.org/signed-note, "Signatures": SHA-256(name ‖ newline ‖ type ‖ public key), the first four bytes. */
function keyIdOf({ name, publicKey }: NoteKey): Buffer {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ed25519))
    .update(publicKey)
    .digest()
    .subarray(0, keyIdLength);
}

function parseSignature(line: string): { name: string; bytes: Buffer } {
  const found = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line);
  if (found === null) throw new NoteError('a signature line is malformed');
  return { name: found[1] ?? '', bytes: Buffer.from(found[2] ?? '', 'base64') };
}

/** No ASCII control characters other than newline. */
function hasControls(text: string): boolean {
  return [...text].some((character) => character < ' ' && character !== '\n');
}
