import type { Curriculum } from '../schema/document.ts';

/** Within these a line or station is refused or warned about. */
export interface Limits {
  readonly stationsPerLine: { readonly warnBelow: number; readonly warnAbove: number; readonly max: number };
  readonly hoursPerStation: {
    readonly min: number;
    readonly warnBelow: number;
    readonly warnAbove: number;
    readonly max: number;
  };
}

/**
 * The sources disagree (toolkit step 3: 4 to 8 stations of 2 to 8 hours; concept page: at most 10 stations of 2 to 6 hours, modules of at
 * most 4), so these are defaults that an academy may replace.
 */
const defaultLimits: Limits = {
  stationsPerLine: { warnBelow: 4, warnAbove: 8, max: 10 },
  hoursPerStation: { min: 0.5, warnBelow: 2, warnAbove: 8, max: 8 },
};

/** The limits of this academy: its own where it names them, the defaults elsewhere. */
export function limitsOf({ academy }: Curriculum): Limits {
  const { stationsPerLine, hoursPerStation } = academy.limits ?? {};
  return {
    stationsPerLine: replace(defaultLimits.stationsPerLine, stationsPerLine),
    hoursPerStation: replace(defaultLimits.hoursPerStation, hoursPerStation),
  };
}

function replace<Of extends Record<string, number>>(
  defaults: Of,
  own: { [K in keyof Of]?: number | undefined } = {},
): Of {
  const named = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(named) };
}
