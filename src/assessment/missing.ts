import type { Shortfall } from './judge.ts';

/** Exactly what stands between a learner and a badge. `code` is stable; `detail` is for people. */
export type Missing =
  | { readonly code: StationMissing; readonly station: string; readonly detail: string }
  | {
      readonly code: 'ulo-not-assessed' | 'ulo-not-passed' | 'proof-too-old' | 'proof-withdrawn';
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

type StationMissing =
  | 'station-not-completed'
  | 'station-skipped'
  | 'station-withdrawn'
  | 'skip-without-reason'
  | 'too-many-skipped';

function criterionBelowRequired(ulo: string, shortfall: Shortfall): Missing {
  return {
    code: 'criterion-below-required',
    ulo,
    ...shortfall,
    detail: `${shortfall.criterion} reached level ${shortfall.reached}; level ${shortfall.required} is required.`,
  };
}

/** Why an assessment did not pass: its shortfalls; never nothing, because nothing missing means met. */
export function notPassed(ulo: string, shortfalls: readonly Shortfall[]): Missing[] {
  if (shortfalls.length > 0) return shortfalls.map((shortfall) => criterionBelowRequired(ulo, shortfall));
  return [{ code: 'ulo-not-passed', ulo, detail: `${ulo} was assessed and not passed.` }];
}

export function componentNotShown(ulo: string, component: string): Missing {
  return { code: 'component-not-shown', ulo, component, detail: `${component} of ${ulo} has not been shown.` };
}

export function stationMissing(code: StationMissing, station: string): Missing {
  const detail = {
    'station-not-completed': `${station} has not been completed.`,
    'station-skipped': `${station} was skipped.`,
    'station-withdrawn': `The badge for ${station} was withdrawn, so it does not count.`,
    'skip-without-reason': `${station} was skipped without a reason, and this line asks for one.`,
    'too-many-skipped': `${station} was skipped; more stations were skipped than this line allows.`,
  }[code];
  return { code, station, detail };
}
