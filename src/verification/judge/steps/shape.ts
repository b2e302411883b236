import { checkForeignShape, type ForeignShape } from '../../../openbadges/index.ts';
import type { Kind } from '../kinds.ts';
import type { Secured } from '../secured.ts';
import { type Check, check } from '../verdict.ts';

/** Whether it is a complete credential of Open Badges 3.0, and of which kind: what a signature would not cover is refused before any is looked at. */
export function judgeShape({ document, coverage }: Pick<Secured, 'document' | 'coverage'>): {
  check: Check;
  kind?: Kind;
} {
  const shape = checkForeignShape(document, coverage);
  const [fault] = shape.faults;
  if (fault !== undefined)
    return { check: check('shape', 'failed', fault.code, { detail: fault.message, pointer: fault.pointer }) };
  const kind = kindOf(shape);
  const [warning, ...others] = shape.warnings;
  if (warning === undefined) return { check: check('shape', 'passed', passedCodes[shape.kind]), kind };
  const detail = [warning.message, ...others.map(({ code, pointer }) => `also ${code} at ${pointer}`)].join('; ');
  return { check: check('shape', 'warning', warning.code, { detail, pointer: warning.pointer }), kind };
}

const passedCodes = { 'open-badge': 'open-badge', endorsement: 'endorsement', clr: 'learner-record' } as const;

function kindOf({ kind, version }: ForeignShape): Kind {
  if (kind === 'clr') return 'clr-2.0';
  if (kind === 'endorsement') return 'endorsement';
  return version === 1 ? 'open-badge-3.0-vcdm-1.1' : 'open-badge-3.0';
}
