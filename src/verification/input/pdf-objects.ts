import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFContext,
  type PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFParser,
  PDFRawStream,
  PDFRef,
} from '@cantoo/pdf-lib';
import { InputError } from './content.ts';

/**
 * What reading one document may cost. The library would read on for half a minute, and unpack whatever the document calls a list of objects.
 */
const most = {
  objects: 50_000,
  values: 300_000,
  /** Bytes of objects, without what is in streams. */
  text: 3 * 1024 * 1024,
  /** Compressed lists of objects, and bytes that they become. */
  lists: 1_000,
  unpacked: 4 * 1024 * 1024,
  /** Objects that cannot be read; some programs leave one behind. */
  faults: 5,
};

const header = /(?<!\d)(\d{1,10})[\s\0]{1,8}(\d{1,5})[\s\0]{1,8}obj/g;

/**
 * Reads the objects of a PDF one behind the other (ISO 32000-2 §7.3.10, §7.5.7), wherever its tables say that they are: later ones replace
 * earlier ones, as in a document that was changed.
 * @throws {InputError} `too-large`, `expands-too-far`, `damaged-file`
 */
export function pdfObjects(bytes: Uint8Array): PDFContext {
  const context = PDFContext.create();
  const spent = { objects: 0, values: 0, text: 0, lists: 0, unpacked: 0, faults: 0 };
  const spend = (what: keyof typeof most, count: number) => {
    spent[what] += count;
    if (spent[what] <= most[what]) return;
    if (what === 'faults') throw new InputError('damaged-file', 'the document could not be read');
    throw new InputError('too-large', `at most ${most[what]} (${what}) are read of a document`);
  };
  const reader = new ObjectReader(bytes, spend);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  header.lastIndex = 0;
  for (let found = header.exec(text); found !== null; found = header.exec(text)) {
    spend('objects', 1);
    const read = reader.readAt(header.lastIndex);
    if (read === undefined) continue;
    context.assign(PDFRef.of(Number(found[1]), Number(found[2])), read.object);
    if (
      read.object instanceof PDFRawStream &&
      context.lookup(read.object.dict.get(PDFName.of('Type'))) === PDFName.of('ObjStm')
    ) {
      spend('lists', 1);
      const contents = unpackedStream(context, read.object, most.unpacked - spent.unpacked);
      spend('unpacked', contents.length);
      for (const [ref, object] of listed(context, read.object.dict, new ObjectReader(contents, spend), contents))
        context.assign(ref, object);
    }
    header.lastIndex = read.end;
  }
  if (spent.faults > 0 && context.enumerateIndirectObjects().length === 0)
    throw new InputError('damaged-file', 'the document could not be read');
  return context;
}

/**
 * The bytes of a stream, unpacked.
 * @throws {InputError} `expands-too-far`, `damaged-file`
 */
export function unpackedStream(context: PDFContext, { dict, contents }: PDFRawStream, largest: number): Uint8Array {
  const filter = context.lookup(dict.get(PDFName.of('Filter')));
  const [only, second] = filter instanceof PDFArray ? filter.asArray() : [filter];
  if (only === undefined) return contents;
  if (second !== undefined || only !== PDFName.of('FlateDecode'))
    throw new InputError('damaged-file', 'a part of the document is compressed in a way that is not read here');
  try {
    return inflateSync(contents, { maxOutputLength: Math.max(1, largest) });
  } catch (error) {
    if (error instanceof RangeError) throw new InputError('expands-too-far', 'the document becomes too large');
    throw new InputError('damaged-file', 'a part of the document could not be unpacked');
  }
}

type Spend = (what: keyof typeof most, count: number) => void;

/** The parser of the library, for one object at a time, and with an end. */
class ObjectReader extends PDFParser {
  readonly #spend: Spend;

  constructor(bytes: Uint8Array, spend: Spend) {
    super(bytes);
    this.#spend = spend;
  }

  override parseObject(ref?: PDFRef): PDFObject {
    this.#spend('values', 1);
    return super.parseObject(ref);
  }

  /** @returns nothing for what cannot be read */
  readAt(offset: number): { readonly object: PDFObject; readonly end: number } | undefined {
    this.bytes.moveTo(offset);
    try {
      const object = this.parseObject();
      const end = this.bytes.offset();
      this.#spend('text', end - offset - (object instanceof PDFRawStream ? object.contents.length : 0));
      return { object, end };
    } catch (error) {
      if (error instanceof InputError) throw error;
      this.#spend('faults', 1);
      return undefined;
    }
  }
}

/** The objects of a list: first their numbers and places, then they themselves (ISO 32000-2 §7.5.7). */
function* listed(
  context: PDFContext,
  dict: PDFDict,
  reader: ObjectReader,
  contents: Uint8Array,
): Generator<[PDFRef, PDFObject]> {
  const first = context.lookup(dict.get(PDFName.of('First')));
  const start = first instanceof PDFNumber ? first.asNumber() : 0;
  const places = Buffer.from(contents.subarray(0, start))
    .toString('latin1')
    .split(/[\s\0]+/)
    .filter(Boolean)
    .map(Number);
  for (let index = 0; index + 1 < places.length; index += 2) {
    const [number, place] = [places[index] ?? 0, places[index + 1] ?? 0];
    const read = reader.readAt(start + place);
    if (read !== undefined) yield [PDFRef.of(number, 0), read.object];
  }
}
