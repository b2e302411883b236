/// <reference lib="dom" />

/** What this needs of the Barcode Detection API, which TypeScript does not know yet (WICG "Accelerated Shape Detection in Images"). */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
declare const BarcodeDetector: new (options: { formats: readonly string[] }) => Detector;

/** Between two looks, in milliseconds: fast enough for a hand, slow enough for a phone. */
const pause = 200;

/**
 * Looks through the camera until there is a QR code. The camera is let go in any case.
 * @returns its text, or nothing when it was stopped
 * @throws {DOMException} when there is no camera, or it may not be used
 */
export async function scanCode(video: HTMLVideoElement, stop: AbortSignal): Promise<string | undefined> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    video.srcObject = stream;
    await video.play();
    while (!stop.aborted) {
      const [code] = await detector.detect(video);
      if (code !== undefined) return code.rawValue;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    return undefined;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
