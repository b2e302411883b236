import { formatHours } from '../dates.ts';
import { type Html, html, joined } from '../html.ts';
import { lineColourClass } from '../line-colour.ts';
import { link } from '../link.ts';
import { softHyphens } from '../soft-hyphens.ts';
import type { BadgeContentView, LineView, StopView } from '../views.ts';
import { quoted, type Voice } from '../voice.ts';

/** A line with more stops than this stays vertical on a wide screen too, so that names keep room. */
const mostSideways = 7;

/** Each line as a strip of stops, in the line's own colour. Nothing when there are no lines. */
export function lineStrips(voice: Voice, lines: readonly LineView[]): Html | undefined {
  if (lines.length === 0) return undefined;
  return html`${lines.map((line) => strip(voice, line))}`;
}

function strip(voice: Voice, line: LineView): Html {
  const colour = lineColourClass(line.colour) ?? '';
  const short = line.stops.length <= mostSideways && ' strip--short';
  return html`<div class="panel ${colour}"><h3>${link(line.url, quoted(voice, line.name))}</h3><ol class="strip${short}">${line.stops.map((stop) => stopItem(voice, stop))}</ol></div>
`;
}

function stopItem(voice: Voice, stop: StopView): Html {
  const words = voice.words.line;
  const classes = [stop.done === true && 'done', stop.here === true && 'here']
    .filter((name) => name !== false)
    .join(' ');
  const title = quoted(voice, softHyphens(stop.title, voice.contentLanguage));
  // Seen as a filled stop; heard as a word.
  const done = stop.done === true && stop.here !== true && html`<span class="unseen">, ${words.done}</span>`;
  const notes = [
    words.type(stop.typeCode),
    stop.hours !== undefined && formatHours(stop.hours, voice.language),
    stop.here === true && words.here,
  ];
  return html`<li class="${classes}"${stop.here === true && html` aria-current="true"`}><i></i><b>${link(stop.url, title)}</b><small>${joined(notes, ' · ')}${done}</small></li>
`;
}

/** "Counts towards A and B." Nothing when it counts towards nothing. */
export function countsTowards(voice: Voice, targets: BadgeContentView['countsTowards']): Html | undefined {
  if (targets.length === 0) return undefined;
  const names = targets.map((target) => link(target.url, quoted(voice, target.name)));
  return html`<p>${voice.words.line.countsTowards} ${enumeration(voice, names)}.</p>
`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumeration(voice: Voice, names: readonly (Html | string)[]): Html {
  if (names.length < 2) return html`${names}`;
  return html`${joined(names.slice(0, -1), ', ')}${voice.words.behind.and}${names.at(-1)}`;
}
