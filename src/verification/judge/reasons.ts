import { inputReasons } from './reasons/input.ts';
import { insideReasons } from './reasons/inside.ts';
import { issuerReasons } from './reasons/issuer.ts';
import { openBadge2Reasons } from './reasons/open-badge-2.ts';
import { proofReasons } from './reasons/proof.ts';
import { shapeReasons } from './reasons/shape.ts';
import { statusReasons } from './reasons/status.ts';
import { validityReasons } from './reasons/validity.ts';

/** Why a step ended as it did: where the rule is written, and one sentence in each language. */
export interface Reason {
  readonly clause: string;
  readonly nl: string;
  readonly en: string;
}

/** Every reason there is, by its code. The list is closed. */
export const reasons = {
  ...inputReasons,
  ...shapeReasons,
  ...proofReasons,
  ...issuerReasons,
  ...validityReasons,
  ...statusReasons,
  ...insideReasons,
  ...openBadge2Reasons,
  'not-checked': {
    clause: 'Open Badges 3.0 §9.1',
    nl: 'Niet gecontroleerd, omdat een eerdere controle niet slaagde.',
    en: 'Not checked, because an earlier check failed.',
  },
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof reasons;
