import { type Language, type Text, textIn } from '../../platform/text.ts';
import type { AchievementDefinition } from '../achievement-definition.ts';
import { inWords, phrases } from './phrases.ts';
import { inEach, languagesOf } from './texts.ts';

type Facts = Omit<AchievementDefinition, 'criteria' | 'description'>;

/** Open Badges 3.0 B.1 Achievement description, for badges of which the curriculum gives none. Plain text. */
export function descriptionOf(facts: Facts): Text {
  return inEach(languagesOf(facts.name), (language) => describe(facts, language));
}

function describe(facts: Facts, language: Language): string {
  const say = phrases[language];
  const [ulo] = facts.ulos;
  switch (facts.kind) {
    case 'station': {
      if (facts.station === undefined) return '';
      const { typeName, hours, title, phase } = facts.station;
      const sentence = say.stationOf(textIn(typeName, language), say.hours(hours), textIn(title, language));
      return phase === undefined ? sentence : `${sentence} ${say.phase(inWords(phase, language))}`;
    }
    case 'ulo':
      return textIn(ulo?.responsibility.statement ?? {}, language);
    case 'partial-ulo': {
      const parts = facts.skills.map(({ label }) => textIn(label, language)).join(', ');
      return say.partOf(parts, textIn(ulo?.title ?? {}, language));
    }
    case 'line':
      return textIn(facts.line?.goal ?? {}, language);
    case 'scheme':
      return say.redeemed(textIn(facts.yardstick?.name ?? {}, language));
  }
}
