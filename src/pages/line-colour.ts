/**
 * The colour of a line belongs to the tenant; that it can be seen is ours (design.md §2). WCAG 2.2 §1.4.11 asks 3 to 1 of a shape
 * against what it lies on.
 */

/** What a line lies on, as in `assets/stempel.css`. */
const grounds = { light: ['#EEF2F1', '#FFFFFF'], dark: ['#0D171D', '#16242C'] } as const;

/** What an unreadable colour is mixed with. */
const mixedWith = { light: '#10222C', dark: '#FFFFFF' } as const;

/** The colour of lines where no tenant has chosen one. */
export const defaultLineColour = '#E4572E';

const leastContrast = 3;

/** `#1b6ca8` → `#1B6CA8`; nothing when it is not six hexadecimal digits, with or without `#`. */
export function normalizeColour(colour: string | undefined): string | undefined {
  const digits = /^#?([0-9a-f]{6})$/i.exec(colour ?? '')?.[1];
  return digits === undefined ? undefined : `#${digits.toUpperCase()}`;
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio). Both `#RRGGBB`. */
export function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

/**
 * The colour as it is shown on light and on dark pages: as chosen where that can be seen, otherwise mixed with ink or white by the
 * smallest of twenty steps that passes. Nothing is refused. Takes `#RRGGBB`.
 */
export function visibleLineColour(colour: string): { readonly light: string; readonly dark: string } {
  return { light: visibleOn('light', colour), dark: visibleOn('dark', colour) };
}

function visibleOn(scheme: 'light' | 'dark', colour: string): string {
  for (let step = 0; step <= 20; step++) {
    const candidate = mix(colour, mixedWith[scheme], step / 20);
    if (grounds[scheme].every((ground) => contrast(candidate, ground) >= leastContrast)) return candidate;
  }
  return mixedWith[scheme];
}

function mix(colour: string, added: string, share: number): string {
  const parts = channels(added);
  const mixed = channels(colour).map((channel, index) =>
    Math.round(channel * (1 - share) + (parts[index] ?? 0) * share),
  );
  return `#${mixed
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

/** The class that gives an element this line colour: `line-1b6ca8`. Nothing for something that is no colour. */
export function lineColourClass(colour: string | undefined): string | undefined {
  const normal = normalizeColour(colour);
  return normal === undefined ? undefined : `line-${normal.slice(1).toLowerCase()}`;
}

/**
 * The style sheet of one line colour, so that no inline style is needed (`style-src 'self'`). Takes `1B6CA8` or `#1B6CA8`; gives
 * nothing for anything else, so a path can be handed in as it came.
 */
export function lineColourStylesheet(colour: string): string | undefined {
  const normal = normalizeColour(colour);
  const className = lineColourClass(normal);
  if (normal === undefined || className === undefined) return undefined;
  const { light, dark } = visibleLineColour(normal);
  // The tint is worked out again here: inherited from :root it would be the tint of the default colour.
  const rule = (shown: string) =>
    `.${className}{--line:${shown};--line-soft:color-mix(in srgb,var(--line) 14%,var(--card))}`;
  return `${rule(light)}\n@media (prefers-color-scheme:dark){${rule(dark)}}\n`;
}
