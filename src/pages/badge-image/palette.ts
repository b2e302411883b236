import { defaultLineColour, normalizeColour, visibleLineColour } from '../line-colour.ts';

export const ink = '#10222C';
export const paper = '#FFFFFF';
export const pale = '#C3CDD0';
export const stamp = '#2B3A9B';

/** The line's colour on the white of a picture, or on the dark ground of a line badge; a picture has no dark mode. */
export function colourOfLine(colour: string | undefined, ground: 'light' | 'dark'): string {
  return visibleLineColour(normalizeColour(colour) ?? defaultLineColour)[ground];
}
