import type { Ulo } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';

/**
 * A ULO counts as validated when at least one expert approves of it and, once it is published, did so on or before the day of
 * publishing. (The toolkit asks for "experts"; how many is for the academy to decide, we hold it to one.)
 */
export function checkValidation(ulo: Ulo, at: number): Finding[] {
  if (ulo.status !== 'validated' && ulo.status !== 'published') return [];
  const path = ['ulos', at, 'validations'];
  const approvals = ulo.validations.filter(({ verdict }) => verdict === 'approved');
  const found = objections(ulo, at);
  if (approvals.length === 0) {
    found.push(
      finding('ulo-not-validated', path, `A ULO that is ${ulo.status} has the approval of at least one expert.`),
    );
  }
  const { publishedOn } = ulo;
  if (ulo.status !== 'published') return found;
  if (publishedOn === null || publishedOn === undefined) {
    found.push(finding('no-publication-date', ['ulos', at, 'publishedOn'], 'A published ULO says since when.'));
  } else if (approvals.length > 0 && approvals.every(({ date }) => date > publishedOn)) {
    found.push(finding('validated-after-publishing', path, `No expert approved it on or before ${publishedOn}.`));
  }
  return found;
}

/** What each expert said last is what counts. */
function objections({ validations }: Ulo, at: number): Finding[] {
  return validations.flatMap(({ expertId, verdict, date }, place) => {
    const later = validations.some((other) => other.expertId === expertId && other.date > date);
    if (verdict === 'approved' || later) return [];
    return [finding('expert-objects', ['ulos', at, 'validations', place], `${expertId} says: ${verdict}.`)];
  });
}
