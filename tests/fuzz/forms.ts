import { PDFDocument } from '@cantoo/pdf-lib';
import { iTXt, png } from '../support/pictures.ts';

/** A way to carry a badge. A new one is a new entry here. */
export interface Form {
  readonly name: string;
  /** Slow ones are made once and only changed from outside. */
  readonly slow?: true;
  /** @param text the badge as JSON, or a VC-JWT */
  wrap(text: string): Promise<Uint8Array> | Uint8Array;
}

const isToken = (text: string) => text.startsWith('ey');

export const forms: readonly Form[] = [
  { name: 'plain', wrap: (text) => Buffer.from(text) },
  { name: 'list', wrap: (text) => Buffer.from(isToken(text) ? JSON.stringify([text]) : `[${text}]`) },
  { name: 'png', wrap: (text) => png([iTXt('openbadgecredential', text)]) },
  { name: 'png, packed', wrap: (text) => png([iTXt('openbadgecredential', text, true)]) },
  { name: 'svg', wrap: svg },
  { name: 'pdf', slow: true, wrap: pdf },
];

function svg(text: string): Uint8Array {
  const credential = isToken(text)
    ? `<openbadges:credential verify="${text}"/>`
    : `<openbadges:credential><![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]></openbadges:credential>`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">${credential}<rect/></svg>`,
  );
}

async function pdf(text: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage([200, 100]);
  await document.attach(Buffer.from(text), isToken(text) ? 'badge.jwt' : 'badge.json');
  return document.save();
}
