import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFParser,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { fileLimits, InputError, requireAtMost } from './content.ts';

/** Bytes that all compressed lists of objects of one file may become together. */
const mostUnpacked = 4 * 1024 * 1024;

/** Files that a certificate can have attached. */
const mostAttachments = 20;

const name = (text: string) => PDFName.of(text);

/**
 * Takes the badge out of a certificate: the one attached file (ISO 32000-2 §7.11.4) that is a credential. Only for the service: load this
 * file when a PDF comes in.
 * @returns the text of the badge; nothing when no credential is attached
 * @throws {InputError} `too-large`, `damaged-file`, `expands-too-far`, `several-badges`
 */
export async function readPdf(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  requireAtMost(bytes, fileLimits.pdf);
  const parser = new BoundedParser(bytes, ...strictly);
  try {
    return onlyCredential(attachmentsIn(await parser.parseDocument()));
  } catch (error) {
    if (error instanceof InputError) throw error;
    // Whatever else the library stumbles over is the fault of the file, also when it runs out of stack.
    throw parser.refused ?? new InputError('damaged-file', 'the document could not be read');
  }
}

function onlyCredential(streams: readonly PDFRawStream[]): Uint8Array | undefined {
  if (streams.length > mostAttachments)
    throw new InputError('too-large', `at most ${mostAttachments} files are accepted`);
  const contents = streams.map((stream) => unpacked(stream, fileLimits.token));
  // The same file can be attached to the document and to a page of it.
  const different = new Map(contents.map((content) => [Buffer.from(content).toString('latin1').trim(), content]));
  if (different.size > 1) throw new InputError('several-badges', 'there is more than one credential in the document');
  return [...different.values()][0];
}

/** All objects at once; the first that cannot be read ends it, because looking for the next takes time that grows with the square. */
const strictly = [Number.POSITIVE_INFINITY, true] as const;

/** The parser of the library unpacks whatever the file says is a list of objects; here that has an end. */
class BoundedParser extends PDFParser {
  #left = mostUnpacked;
  /** The library goes on after an error, so that it has to be remembered. */
  refused: InputError | undefined;

  override parseObject(ref?: PDFRef): PDFObject {
    const object = super.parseObject(ref);
    if (!(object instanceof PDFRawStream) || !isUnpackedByParser(object)) return object;
    try {
      const contents = unpacked(object, this.#left);
      this.#left -= contents.length;
      object.dict.delete(name('Filter'));
      return PDFRawStream.of(object.dict, contents);
    } catch (error) {
      if (error instanceof InputError) this.refused = error;
      throw error;
    }
  }
}

function isUnpackedByParser({ dict }: PDFRawStream): boolean {
  const type = dict.lookup(name('Type'));
  return type === name('ObjStm') || type === name('XRef');
}

/** @throws {InputError} `expands-too-far`, `damaged-file` */
function unpacked({ dict, contents }: PDFRawStream, most: number): Uint8Array {
  const filter = dict.lookup(name('Filter'));
  const [only, second] = filter instanceof PDFArray ? filter.asArray() : [filter];
  if (only === undefined) return contents;
  if (second !== undefined || only !== name('FlateDecode'))
    throw new InputError('damaged-file', 'a part of the document is compressed in a way that is not read here');
  try {
    return inflateSync(contents, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if (error instanceof RangeError)
      throw new InputError('expands-too-far', `at most ${mostUnpacked} bytes are unpacked`);
    throw new InputError('damaged-file', 'a part of the document could not be unpacked');
  }
}

/** The streams that file specifications embed (ISO 32000-2 §7.11.3), of files that are credentials by name or type. */
function attachmentsIn(context: PDFContext): PDFRawStream[] {
  if (context.trailerInfo.Encrypt !== undefined) throw new InputError('damaged-file', 'the document is encrypted');
  const found = new Set<PDFRawStream>();
  const seen = new Set<PDFObject>();
  const waiting: (PDFObject | undefined)[] = context.enumerateIndirectObjects().map(([, object]) => object);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const inside = next instanceof PDFArray ? next.asArray() : next instanceof PDFDict ? next.values() : [];
    for (const object of inside) if (isContainer(object)) waiting.push(object);
    if (!(next instanceof PDFDict)) continue;
    const stream = embeddedIn(context, next);
    if (stream !== undefined) found.add(stream);
  }
  return [...found];
}

const isContainer = (object: PDFObject) => object instanceof PDFArray || object instanceof PDFDict;

function embeddedIn(context: PDFContext, specification: PDFDict): PDFRawStream | undefined {
  const embedded = context.lookup(specification.get(name('EF')));
  if (!(embedded instanceof PDFDict)) return undefined;
  const stream = context.lookup(embedded.get(name('UF')) ?? embedded.get(name('F')));
  if (!(stream instanceof PDFRawStream)) return undefined;
  const fileName = textOf(context, specification.get(name('UF')) ?? specification.get(name('F')));
  const type = context.lookup(stream.dict.get(name('Subtype')));
  const mediaType = type instanceof PDFName ? type.decodeText() : '';
  return isCredential(fileName, mediaType) ? stream : undefined;
}

function isCredential(fileName: string, mediaType: string): boolean {
  return (
    /\.(?:json|jsonld|jwt)$/i.test(fileName) || /^application\/(?:(?:ld\+)?json|(?:vc|dc)\b.*|jwt)$/i.test(mediaType)
  );
}

function textOf(context: PDFContext, object: PDFObject | undefined): string {
  const text = context.lookup(object);
  return text instanceof PDFString || text instanceof PDFHexString ? text.decodeText() : '';
}
