import { decorativeBadgeImage } from '../badge-image/badge-image.ts';
import { formatHours } from '../dates.ts';
import { type Html, html, type Piece } from '../html.ts';
import { softHyphens } from '../soft-hyphens.ts';
import type { BadgeContentView, BadgePicture } from '../views.ts';
import { languageAttribute, type Voice } from '../voice.ts';
import type { Fact } from './facts.ts';

/** The line above the title: what kind of thing this is, its code, its level in the qualifications framework. */
export function kindLine(voice: Voice, content: BadgeContentView, first: string, second: Piece): Html {
  const levels = [
    content.eqfLevel !== undefined && `EQF ${content.eqfLevel}`,
    content.nlqfLevel !== undefined && `NLQF ${content.nlqfLevel}`,
  ].filter((level) => level !== false);
  const type = content.stationType;
  return html`<div class="kind"><b>${first}</b><span>${second}</span>${type !== undefined && html`<span${languageAttribute(voice)}>${type.name}</span>`}${levels.length > 0 && html`<span>${levels.join(' · ')}</span>`}</div>
`;
}

/** The title; never cut off, never struck through. */
export function titleHeading(voice: Voice, content: BadgeContentView): Html {
  return html`<h1${languageAttribute(voice)}>${softHyphens(content.title, voice.contentLanguage)}</h1>`;
}

/** Facts of the card that follow from the content. */
export function contentFacts(voice: Voice, content: BadgeContentView): readonly Fact[] {
  const words = voice.words.badge;
  const { role, regulation, studyLoadHours } = content;
  return [
    [words.studyLoad, studyLoadHours !== undefined && formatHours(studyLoadHours, voice.language)],
    [words.role, role && html`<span${languageAttribute(voice)}>${role.name}</span> (${role.code})`],
    [
      words.regulation,
      regulation && html`<span${languageAttribute(voice)}>${regulation.name}</span> ${regulation.version}`,
    ],
  ];
}

/** The stub of the card: the badge picture, stamped on it at an angle, and a note below. */
export function stub(picture: BadgePicture, look: 'stamped' | 'withdrawn' | 'plain', note: string | undefined): Html {
  const className = { stamped: 'roundel stamped', withdrawn: 'roundel roundel--withdrawn', plain: 'roundel' }[look];
  return html`<div class="pass__stub"><div class="${className}">${decorativeBadgeImage(picture)}</div>${note !== undefined && html`<p class="small muted">${note}</p>`}</div>`;
}
