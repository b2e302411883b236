import { correction, generate } from 'lean-qr';
import { toSvgSource } from 'lean-qr/extras/svg';

/** The code that leads a phone to an address, as SVG in black on white whatever the colours of the page: cameras expect that. */
export function qrCode(url: string): string {
  return toSvgSource(generate(url, { minCorrectionLevel: correction.M }), {
    on: 'black',
    off: 'white',
    padX: 2,
    padY: 2,
  });
}
