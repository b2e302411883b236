import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The sample academy as it lies on disk; whoever changes it takes a `structuredClone`. */
export const sampleAcademy = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../catalogues/sample-academy.json', import.meta.url)), 'utf8'),
);
