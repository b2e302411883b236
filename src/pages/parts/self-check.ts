import { type Html, html } from '../html.ts';
import { sameOriginUrl } from '../link.ts';
import type { SelfCheckView } from '../views.ts';

/**
 * Where a script puts the check that runs on the reader's own machine, and the script. Hidden, and nothing to anybody, until that script has
 * filled it: without JavaScript the page is whole.
 */
export function selfCheckSlot({ script, badge, field }: SelfCheckView, baseUrl: string): Html | undefined {
  const source = sameOriginUrl(script, baseUrl);
  const url = sameOriginUrl(badge, baseUrl);
  if (source === undefined) return undefined;
  return html`<div id="self-check" class="panel self-check"${url !== undefined && html` data-badge="${url}"`}${field !== undefined && html` data-field="${field}"`} hidden></div><script type="module" src="${source}"></script>
`;
}
