import { type Html, html, trusted } from './html.ts';
import type { CheckView, Verdict } from './views.ts';

/**
 * The sign of each verdict (design.md §3): a shape that can be told without its colour. `body` is filled with the colour of the text
 * around it; `cut` and `hole` let the ground through.
 */
const drawings: Readonly<Record<Verdict, string>> = {
  valid:
    '<circle class="body" cx="24" cy="24" r="22"/><path class="cut" d="m13.5 24.5 7.5 7.5 14-15" stroke-width="5"/>',
  'valid-with-warnings':
    '<circle class="body" cx="24" cy="24" r="22"/><path class="cut" d="M24 11v16" stroke-width="5.5"/><circle class="hole" cx="24" cy="35" r="3.2"/>',
  revoked:
    '<path class="body" d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path class="cut" d="m15.5 15.5 17 17m0-17-17 17" stroke-width="5.5"/>',
  suspended:
    '<rect class="body" x="3" y="3" width="42" height="42" rx="5"/><path class="cut" d="M18 13v22M30 13v22" stroke-width="6"/>',
  expired:
    '<path class="body" d="M9 2h30v6L28.5 24 39 40v6H9v-6l10.5-16L9 8z"/><path class="cut" d="M16 9.5h16M17 39h14" stroke-width="4"/>',
  'not-yet-valid':
    '<path class="body" d="M7 7h5V1h6v6h12V1h6v6h5a4 4 0 0 1 4 4v31a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4V11a4 4 0 0 1 4-4z"/><path class="cut" d="M3 16.5h42" stroke-width="3"/><path class="cut" d="M13 31h19m-7-7.5 7.5 7.5-7.5 7.5" stroke-width="4.5"/>',
  'issuer-not-proven':
    '<path class="body" d="m24 1 23 23-23 23L1 24z"/><path class="cut" d="M18.5 19.5c0-8 11-8 11-.5 0 4.5-5.5 4-5.5 9" stroke-width="4.2"/><circle class="hole" cx="24" cy="34" r="2.8"/>',
  invalid:
    '<path class="body" d="m24 2 23 42H1z"/><path class="cut" d="M24 16v14" stroke-width="5.5"/><circle class="hole" cx="24" cy="37" r="3.2"/>',
  malformed:
    '<path class="body" d="M8 2h21l11 11v33l-8-6-8 6-8-6-8 6z"/><path class="cut" d="M15 19h18M15 28h6m6 0h6" stroke-width="4.5"/>',
  unknown:
    '<circle class="ring" cx="24" cy="24" r="20.5" stroke-width="4.5" stroke-dasharray="7.2 5.680"/><g class="body"><circle cx="14.5" cy="24" r="3.2"/><circle cx="24" cy="24" r="3.2"/><circle cx="33.5" cy="24" r="3.2"/></g>',
};

/** The sign of a verdict; decoration, because its word always stands beside it. */
export function sign(verdict: Verdict): Html {
  return html`<svg class="shape shape--${verdict}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">${trusted(drawings[verdict])}</svg>`;
}

/** The verdict that a failed check leads to, so that it carries the same sign. */
const failures: Readonly<Record<CheckView['name'], Verdict>> = {
  input: 'malformed',
  proof: 'invalid',
  issuer: 'issuer-not-proven',
  status: 'invalid',
  validity: 'expired',
  shape: 'malformed',
  refresh: 'invalid',
  recipient: 'invalid',
  endorsements: 'invalid',
  credentials: 'invalid',
  holder: 'invalid',
};

/** The sign of a check. */
export function checkSign(check: CheckView): Html {
  if (check.outcome === 'passed') return sign('valid');
  if (check.outcome === 'warning') return sign('valid-with-warnings');
  if (check.outcome !== 'failed') return sign('unknown');
  const code = check.code;
  if (code === 'revoked' || code === 'suspended' || code === 'expired' || code === 'not-yet-valid') return sign(code);
  return sign(failures[check.name]);
}

/** The mark of the service. */
export const mark = trusted(
  '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="3"/><path d="M2 16h6M24 16h6" stroke="currentColor" stroke-width="5"/><circle cx="16" cy="16" r="6.5" fill="currentColor"/></svg>',
);
