import type { FileReaders } from './recognise.ts';

/** The readers of the service. Their libraries are large, so they are loaded when the first such file comes in. */
export const fileReaders: FileReaders = {
  pdf: async (bytes) => (await import('./pdf.ts')).readPdf(bytes),
  qr: async (bytes) => (await import('./qr.ts')).readQr(bytes),
};
