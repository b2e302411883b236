import { type Html, html } from '../html.ts';
import { button, link, safeUrl } from '../link.ts';
import type { ActionsView } from '../views.ts';
import type { Voice } from '../voice.ts';
import { selfCheckSlot } from './self-check.ts';

/** Keep and share: what has a URL has a button, the rest is not there. `place`: beside the first stops, or at the end of a phone page. */
export function actionBar(voice: Voice, actions: ActionsView, place: 'wide' | 'end'): Html | undefined {
  const sections = [keep(voice, actions), download(voice, actions), phone(voice, actions)].filter(
    (section) => section !== undefined,
  );
  if (sections.length === 0) return undefined;
  const className = place === 'wide' ? 'rail rail--wide' : 'rail save--end';
  return html`<aside class="${className}" aria-label="${voice.words.actions.label}">${sections}</aside>
`;
}

function keep(voice: Voice, actions: ActionsView): Html | undefined {
  const words = voice.words.actions;
  return section(words.yours, 'actions', [
    button(actions.wallet, words.wallet, 'main'),
    button(actions.share, words.share),
    button(actions.linkedIn, words.linkedIn),
  ]);
}

function download(voice: Voice, actions: ActionsView): Html | undefined {
  return section(voice.words.actions.download, 'files', [
    button(actions.pdf, 'PDF', 'quiet'),
    button(actions.png, 'PNG', 'quiet'),
    button(actions.svg, 'SVG', 'quiet'),
    button(actions.json, 'JSON', 'quiet'),
  ]);
}

/** An image can run nothing, whatever the SVG holds. */
function phone(voice: Voice, actions: ActionsView): Html | undefined {
  if (actions.qrSvg === undefined) return undefined;
  const source = `data:image/svg+xml;base64,${Buffer.from(actions.qrSvg, 'utf8').toString('base64')}`;
  const words = voice.words.actions;
  return html`<section><h2>${words.phone}</h2><div class="qr"><img src="${source}" alt="${words.qr}" width="128" height="128"></div></section>`;
}

function section(heading: string, className: string, buttons: readonly (Html | undefined)[]): Html | undefined {
  const shown = buttons.filter((one) => one !== undefined);
  return shown.length === 0
    ? undefined
    : html`<section><h2>${heading}</h2><div class="${className}">${shown}</div></section>`;
}

/** Ways to check without trusting this page. Nothing when there are none. */
export function selfChecks(voice: Voice, actions: ActionsView, baseUrl: string): Html | undefined {
  const words = voice.words.actions;
  const own = actions.selfCheck && selfCheckSlot(actions.selfCheck, baseUrl);
  const other =
    safeUrl(actions.otherVerifier) === undefined ? undefined : link(actions.otherVerifier, words.otherVerifier);
  if (own === undefined && other === undefined) return undefined;
  return html`${own}${other !== undefined && html`<div class="self">${other}</div>`}`;
}
