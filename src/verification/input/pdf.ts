import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { fileLimits, InputError, requireAtMost } from './content.ts';
import { pdfObjects, unpackedStream } from './pdf-objects.ts';

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
  const context = pdfObjects(bytes);
  const streams = attachmentsIn(context);
  if (streams.length > mostAttachments)
    throw new InputError('too-large', `at most ${mostAttachments} files are accepted`);
  const contents = streams.map((stream) => unpackedStream(context, stream, fileLimits.token));
  // The same file can be attached to the document and to a page of it.
  const different = new Map(contents.map((content) => [Buffer.from(content).toString('latin1').trim(), content]));
  if (different.size > 1) throw new InputError('several-badges', 'there is more than one credential in the document');
  return [...different.values()][0];
}

/** The streams that file specifications embed (ISO 32000-2 §7.11.3), of files that are credentials by name or type. */
function attachmentsIn(context: PDFContext): PDFRawStream[] {
  const found = new Set<PDFRawStream>();
  const waiting: PDFObject[] = context.enumerateIndirectObjects().map(([, object]) => object);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const inside = next instanceof PDFArray ? next.asArray() : next instanceof PDFDict ? next.values() : [];
    for (const object of inside) if (object instanceof PDFArray || object instanceof PDFDict) waiting.push(object);
    const stream = next instanceof PDFDict ? embeddedIn(context, next) : undefined;
    if (stream !== undefined) found.add(stream);
  }
  return [...found];
}

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
