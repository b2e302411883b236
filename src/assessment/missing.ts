import type { Shortfall } from './judge.ts';

/** Exactly what stands between a learner and a badge. `code` is stable; `detail` is for people. */
export type Missing =
  | { readonly code: 'station-not-completed' | 'station-skipped'; readonly station: string; readonly detail: string }
  | { readonly code: 'skip-without-reason' | 'too-many-skipped'; readonly station: string; readonly detail: string }
  | {
      readonly code: 'ulo-not-assessed' | 'proof-too-old' | 'proof-withdrawn';
      readonly ulo: string;
      readonly detail: string;
    }
  | {
      readonly code: 'level-too-low';
      readonly ulo: string;
      readonly reached: number;
      readonly required: number;
      readonly detail: string;
    }
  | ({ readonly code: 'criterion-below-required'; readonly ulo: string; readonly detail: string } & Shortfall)
  | { readonly code: 'component-not-shown'; readonly ulo: string; readonly component: string; readonly detail: string };

export function criterionBelowRequired(ulo: string, shortfall: Shortfall): Missing {
  return {
    code: 'criterion-below-required',
    ulo,
    ...shortfall,
    detail: `${shortfall.criterion} reached level ${shortfall.reached}; level ${shortfall.required} is required.`,
  };
}

export function stationMissing(
  code: 'station-not-completed' | 'station-skipped' | 'skip-without-reason' | 'too-many-skipped',
  station: string,
): Missing {
  const detail = {
    'station-not-completed': `${station} has not been completed.`,
    'station-skipped': `${station} was skipped.`,
    'skip-without-reason': `${station} was skipped without a reason, and this line asks for one.`,
    'too-many-skipped': `${station} was skipped; more stations were skipped than this line allows.`,
  }[code];
  return { code, station, detail };
}
