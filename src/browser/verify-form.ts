/// <reference lib="dom" />
import { make } from './dom.ts';
import { scanCode } from './scan-code.ts';
import { languageOf } from './words.ts';

const words = {
  nl: {
    scan: 'Scan een QR-code',
    stop: 'Stop met scannen',
    point: 'Richt de camera op de QR-code van de badge.',
    noCamera: 'De camera is niet te gebruiken. Kies een foto van de QR-code als bestand.',
  },
  en: {
    scan: 'Scan a QR code',
    stop: 'Stop scanning',
    point: 'Point the camera at the QR code of the badge.',
    noCamera: 'The camera cannot be used. Choose a photo of the QR code as a file.',
  },
} as const;

/** Drops a file on the form, wherever on it: it becomes the file of the field, and is sent. */
function takeDrops(form: HTMLFormElement, field: HTMLInputElement): void {
  const over = (is: boolean) => form.classList.toggle('is-over', is);
  form.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    over(true);
  });
  form.addEventListener('dragleave', () => over(false));
  form.addEventListener('drop', (event) => {
    over(false);
    const files = event.dataTransfer?.files;
    if (files === undefined || files.length === 0) return;
    event.preventDefault();
    field.files = files;
    form.requestSubmit();
  });
}

/** Reads a QR code with the camera, where the browser can; the pictures stay on this machine. */
function offerCamera(form: HTMLFormElement, place: HTMLElement): void {
  const say = words[languageOf(form)];
  const button = make('button', { class: 'btn', type: 'button' }, say.scan);
  const status = make('p', { role: 'status' });
  const view = make('div', { class: 'scan' }, button, status);
  place.append(view);
  let running: AbortController | undefined;
  button.addEventListener('click', async () => {
    if (running !== undefined) return running.abort();
    running = new AbortController();
    button.textContent = say.stop;
    status.textContent = say.point;
    const video = make('video', { playsinline: '', 'aria-label': say.point });
    video.muted = true;
    view.prepend(video);
    try {
      const text = await scanCode(video, running.signal);
      status.textContent = '';
      if (text !== undefined) send(form, text);
    } catch {
      status.textContent = say.noCamera;
    }
    video.remove();
    running = undefined;
    button.textContent = say.scan;
  });
}

/** An address goes where addresses go, a badge where badges go. */
function send(form: HTMLFormElement, text: string): void {
  const [url, credential] = ['url', 'credential'].map((name) => form.elements.namedItem(name));
  const isUrl = /^https?:\/\//i.test(text);
  if (url instanceof HTMLInputElement) url.value = isUrl ? text : '';
  if (credential instanceof HTMLTextAreaElement) credential.value = isUrl ? '' : text;
  form.requestSubmit();
}

const field = document.getElementById('file');
if (field instanceof HTMLInputElement && field.form !== null && field.parentElement !== null) {
  takeDrops(field.form, field);
  if ('BarcodeDetector' in globalThis && 'mediaDevices' in navigator) offerCamera(field.form, field.parentElement);
}
