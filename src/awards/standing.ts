import type { Standing } from '../assessment/index.ts';
import type { AwardRow } from './store.ts';

/** A record holds as long as the station or ULO badge that it gave holds. */
export function standingFrom(held: readonly AwardRow[]): (recordId: string) => Standing {
  const withdrawn = new Map<string, Standing>();
  for (const { kind, state, recordKey } of held) {
    if (state === 'active' || (kind !== 'station' && kind !== 'ulo')) continue;
    withdrawn.set(recordKey.slice(recordKey.indexOf(':') + 1), state);
  }
  return (recordId) => withdrawn.get(recordId) ?? 'holds';
}
