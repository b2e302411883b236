import type { Scope } from '../../platform/auth.ts';

const reading = ['issuer:read', 'curriculum:read', 'awards:read', 'events:read'] as const satisfies readonly Scope[];

/** What the people of an issuer may do, by their work. A role is a set of scopes, so that one wall guards people and programs alike. */
export const scopesOfRole = {
  /** Everything. */
  'issuer-admin': 'all',
  /** Writes stations, ULOs, rubrics and lines. */
  'curriculum-author': [...reading, 'curriculum:write', 'catalogue:write'],
  /** Reports what somebody can do. */
  assessor: ['issuer:read', 'curriculum:read', 'awards:read', 'completions:write'],
  /** Keeps the records: corrects, withdraws, re-instates; answers what is held on a learner, and erases. */
  registrar: [...reading, 'completions:write', 'awards:write', 'learners:read', 'learners:write'],
  viewer: reading,
} as const satisfies Record<string, readonly Scope[] | 'all'>;

export type Role = keyof typeof scopesOfRole;
export const roles = [
  'issuer-admin',
  'curriculum-author',
  'assessor',
  'registrar',
  'viewer',
] as const satisfies readonly Role[];
