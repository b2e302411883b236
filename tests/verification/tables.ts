import type { Case } from './case.ts';
import { formCases } from './cases/forms.ts';
import { insideCases } from './cases/inside.ts';
import { issuerCases } from './cases/issuers.ts';
import { openBadge2Cases } from './cases/open-badge-2.ts';
import { proofCases } from './cases/proofs.ts';
import { shapeCases } from './cases/shapes.ts';
import { statusCases } from './cases/statuses.ts';
import { tokenCases } from './cases/tokens.ts';

/** Every case, by what it is about. */
export const tables = {
  proofs: proofCases,
  tokens: tokenCases,
  issuers: issuerCases,
  statuses: statusCases,
  shapes: shapeCases,
  'what is inside or asked beside': insideCases,
  'Open Badges 2.0': openBadge2Cases,
  forms: formCases,
} as const satisfies Readonly<Record<string, readonly Case[]>>;
