import { formatDate, formatHours } from '../dates.ts';
import { type Html, html, joined } from '../html.ts';
import { link } from '../link.ts';
import type { AssessmentView } from '../views.ts';
import { quoted, type Voice } from '../voice.ts';
import { factList } from './facts.ts';

/** How it was shown: assessment, assessor, supervision, date, station, evidence. Nothing when none of it is known. */
export function assessmentFacts(voice: Voice, assessment: AssessmentView): Html | undefined {
  const words = voice.words.shown;
  return factList([
    [words.method, assessment.method && worded(words.methods, assessment.method)],
    [words.assessor, named(joined([assessment.assessor, assessment.assessorOrganisation], ', '))],
    [words.supervision, supervision(voice, assessment)],
    [words.date, assessment.date && formatDate(assessment.date, voice.language)],
    [words.station, station(voice, assessment)],
    [words.evidence, evidence(voice, assessment)],
  ]);
}

function named(text: Html): Html | undefined {
  return text.toString() === '' ? undefined : text;
}

/** Our word for a code, or the code itself. Own keys only: `valueOf` is no method of assessment. */
function worded(words: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(words, code) ? words[code] : undefined) ?? code;
}

/** Only what is known: an unknown is not a no. */
function supervision(voice: Voice, assessment: AssessmentView): string | undefined {
  const words = voice.words.shown;
  const supervised = choose(assessment.supervised, words.supervised, words.unsupervised);
  const identity = choose(assessment.identityChecked, words.identityChecked, words.identityNotChecked);
  return [supervised, identity].filter((sentence) => sentence !== undefined).join(' ') || undefined;
}

function choose(answer: boolean | undefined, yes: string, no: string): string | undefined {
  if (answer === undefined) return undefined;
  return answer ? yes : no;
}

function station(voice: Voice, { station }: AssessmentView): Html | undefined {
  if (station === undefined) return undefined;
  const forms = voice.words.shown.participation;
  const participation = station.participation
    ?.split(',')
    .map((form) => worded(forms, form))
    .join(', ');
  return joined(
    [
      quoted(voice, station.title),
      station.hours !== undefined && formatHours(station.hours, voice.language),
      participation,
    ],
    ', ',
  );
}

function evidence(voice: Voice, assessment: AssessmentView): Html | undefined {
  if (assessment.evidence.length === 0) return undefined;
  return html`<ul>${assessment.evidence.map(
    ({ name, url, description }) =>
      html`<li>${link(url, quoted(voice, name))}${description !== undefined && html`. ${quoted(voice, description)}`}</li>`,
  )}</ul>`;
}
