import { type Content, InputError, type InputForm } from './content.ts';
import { isHtml } from './html.ts';
import { isJpeg } from './picture-size.ts';
import { isPng, unbakePng } from './png.ts';
import { contentOfText } from './text.ts';

/** Readers that not every place has: they are large, and a browser has no need of them. */
export interface FileReaders {
  /** @returns the text of the badge that is attached; nothing when there is none */
  pdf(bytes: Uint8Array): Promise<Uint8Array | undefined>;
  /** @returns the text of the QR code in a PNG or JPEG picture; nothing when there is none */
  qr(bytes: Uint8Array): Promise<Uint8Array | undefined>;
}

/**
 * Tells by its content, never by its name or media type, what was sent, and takes the badge out of it.
 * @throws {StrictJsonError | InputError} when there is no badge in it, or more than one
 */
export async function recognise(bytes: Uint8Array, readers: Partial<FileReaders> = {}): Promise<Content> {
  if (isPng(bytes)) {
    const baked = await unbakePng(bytes);
    return baked === undefined ? inPicture(bytes, readers) : found(baked, 'png');
  }
  if (isJpeg(bytes)) return inPicture(bytes, readers);
  if (startsWith(bytes, '%PDF-')) return found(await readers.pdf?.(bytes), 'pdf');
  if (firstCharacter(bytes) !== '<') return contentOfText(bytes);
  if (isHtml(bytes)) throw new InputError('no-badge-in-file', 'this is a web page; send its address instead');
  const { unbakeSvg } = await import('./svg.ts'); // with a parser of its own, for who has such a picture
  const baked = unbakeSvg(bytes);
  return found(baked === undefined ? undefined : new TextEncoder().encode(baked), 'svg');
}

async function inPicture(bytes: Uint8Array, { qr }: Partial<FileReaders>): Promise<Content> {
  return found(await qr?.(bytes), 'qr');
}

function found(text: Uint8Array | undefined, form: InputForm): Content {
  if (text === undefined || text.length === 0) throw new InputError('no-badge-in-file', `no badge was found (${form})`);
  return contentOfText(text, form);
}

function firstCharacter(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, 1_000)).trimStart().charAt(0);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, index) => bytes[index] === character.charCodeAt(0));
}
