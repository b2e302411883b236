import { decorativeBadgeImage } from '../badge-image/badge-image.ts';
import { formatDate } from '../dates.ts';
import { type Html, html } from '../html.ts';
import { link } from '../link.ts';
import type { OwnBadgeView, OwnPageView } from '../own-views.ts';
import { sign } from '../signs.ts';
import type { Voice } from '../voice.ts';
import type { OwnWords } from '../words/own-words.ts';
import { fieldButton, postForm } from './own-form.ts';
import { saved } from './own-saved.ts';

type Words = OwnWords['badges'];

/** Every badge with what the learner decided about its page, and the same for all of them at once. */
export function ownBadges(voice: Voice, all: OwnWords, view: OwnPageView): Html {
  const words = all.badges;
  if (view.badges.length === 0) return html`<p>${words.none}</p>`;
  const named = view.person.name !== undefined;
  return html`<ul class="own-badges">${view.badges.map((badge) => badgeCard(voice, words, view, badge, named, saved(all, view, badge.id)))}</ul>
${view.badges.length > 1 && allAtOnce(voice, words, view, named)}`;
}

function badgeCard(
  voice: Voice,
  words: Words,
  { site }: OwnPageView,
  badge: OwnBadgeView,
  named: boolean,
  notice: Html | undefined,
): Html {
  const common = voice.words.badge;
  const awarded = `${common.awarded} ${formatDate(badge.awardedOn, voice.language)}`;
  const until = badge.validUntil && `${common.validUntil} ${formatDate(badge.validUntil, voice.language)}`;
  const decisions = html`<input type="hidden" name="badge" value="${badge.id}">${decision(words.page, 'page', badge.pageShared, badge.title)}${
    named || badge.nameShared ? decision(words.name, 'name', badge.nameShared, badge.title) : undecided(words)
  }`;
  return html`<li class="panel own-badge" id="badge-${badge.id}"><div class="own-badge__head"><span class="roundel">${decorativeBadgeImage(badge.picture)}</span><div><p class="kind"><span>${common.kinds[badge.kind]} ${badge.code}</span></p><h3>${badge.title}</h3><p class="proof standing standing--${badge.state}">${sign(badge.state)}${words.states[badge.state]}</p>${badge.reason !== undefined && html`<p class="small">${badge.reason}</p>`}<p class="small muted">${awarded}${until !== undefined && html`<br>${until}`}</p></div></div>
<div class="decisions">${notice}${postForm(voice, `${site.path}/sharing`, decisions)}</div>
<p class="own-badge__links">${badge.pageShared && link(`${badge.url}?lang=${voice.language}`, words.view)}${link(`${site.path}/badges/${badge.id}`, words.download)}</p></li>
`;
}

function decision(words: Words['page'], field: 'page' | 'name', on: boolean, title: string): Html {
  return html`<div class="decision${on && ' decision--on'}"><div><b>${words.label}</b><span class="why">${on ? words.on : words.off}</span></div>${fieldButton(field, on ? 'off' : 'on', on ? words.turnOff : words.turnOn, title)}</div>
`;
}

function undecided(words: Words): Html {
  return html`<div class="decision"><div><b>${words.name.label}</b><span class="why">${words.noName}</span></div></div>
`;
}

function allAtOnce(voice: Voice, words: Words, { site }: OwnPageView, named: boolean): Html {
  const names =
    named &&
    html`<div class="self">${fieldButton('name', 'on', words.namesOn)}${fieldButton('name', 'off', words.namesOff)}</div>`;
  return html`<div class="panel"><h3>${words.all}</h3><p class="small">${words.allLead}</p>${postForm(
    voice,
    `${site.path}/sharing`,
    html`<input type="hidden" name="badge" value="all"><div class="self">${fieldButton('page', 'on', words.pagesOn)}${fieldButton('page', 'off', words.pagesOff)}</div>${names}`,
  )}</div>`;
}
