import type { Curriculum } from '../schema/document.ts';
import { type Finding, finding } from './findings.ts';
import type { Lookup } from './lookup.ts';
import { references } from './references.ts';
import { isRetired } from './ulos.ts';

/** What is offered and awarded rests on ULOs that still hold; the rubric of a retired ULO may stay with it. */
export function checkRetired(curriculum: Curriculum, { ulos }: Lookup): Finding[] {
  return references(curriculum)
    .filter(({ to, path }) => to === 'ulos' && path[0] !== 'rubrics')
    .flatMap(({ id, path }) => {
      const ulo = ulos.get(id ?? '');
      return ulo !== undefined && isRetired(ulo)
        ? [finding('uses-retired-ulo', path, `${ulo.id} is ${ulo.status}; nothing is awarded against it any more.`)]
        : [];
    });
}
