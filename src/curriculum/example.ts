import type { z } from 'zod';
import type { curriculumDocument } from './schema/document.ts';
import { passRule } from './schema/outcomes.ts';

const levels = ['Doet het voor', 'Doet het onder begeleiding', 'Doet het zelfstandig'];

/** The smallest curriculum that awards something: one station, one learning outcome, a badge for each. Shown in the API's description. */
export const exampleCurriculum = {
  academy: { id: 'academy', name: { nl: 'Voorbeeldacademie' }, country: 'NL', languages: ['nl'] },
  skills: [
    {
      id: 'skill:deeg',
      uri: 'https://academie.example/skills/deeg',
      kind: 'skill',
      label: { nl: 'deeg kneden en laten rijzen' },
      alignments: [],
    },
    {
      id: 'skill:gist',
      uri: 'https://academie.example/skills/gist',
      kind: 'knowledge',
      label: { nl: 'werking van gist' },
      alignments: [],
    },
  ],
  experts: [{ id: 'expert:1', name: 'A. Bakker', organisation: 'Bakkersgilde' }],
  ulos: [
    {
      id: 'ulo:BR-01',
      uri: 'https://academie.example/ulo/BR-01/1',
      code: 'BR-01',
      version: 1,
      status: 'published',
      title: { nl: 'Brooddeeg maken' },
      responsibility: {
        statement: { nl: 'Bereidt zelfstandig een brooddeeg dat binnen twee uur verdubbelt.' },
        verb: { nl: 'Bereidt' },
        observable: { nl: 'Deeg dat binnen twee uur in volume verdubbelt' },
      },
      verbReason: { nl: 'Het gewone woord in de bakkerij.' },
      skills: ['skill:deeg'],
      knowledge: ['skill:gist'],
      targetSkillLevel: 3,
      eqfLevel: 2,
      nlqfLevel: 2,
      validations: [{ expertId: 'expert:1', method: 'workshop', date: '2026-01-12', verdict: 'approved' }],
      rubricId: 'rubric:BR-01',
      publishedOn: '2026-02-01',
    },
  ],
  rubrics: [
    {
      id: 'rubric:BR-01',
      uri: 'https://academie.example/rubrics/BR-01/1',
      uloId: 'ulo:BR-01',
      scale: [1, 2, 3],
      passRule,
      criteria: [
        {
          id: 'criterion:BR-01-A',
          name: { nl: 'Deeg' },
          componentId: 'skill:deeg',
          requiredLevel: 3,
          levels: levels.map((description, step) => ({
            level: step + 1,
            uri: `https://academie.example/rubrics/BR-01/1#A${step + 1}`,
            name: { nl: `Niveau ${step + 1}` },
            description: { nl: `${description}.` },
          })),
        },
      ],
    },
  ],
  stations: [
    {
      id: 'station:ST-01',
      code: 'ST-01',
      uri: 'https://academie.example/stations/ST-01',
      type: 'P',
      title: { nl: 'Brooddeeg maken' },
      hours: 4,
      participation: 'onsite',
      uloIds: ['ulo:BR-01'],
      ownerId: 'academy',
    },
  ],
  badges: [
    {
      id: 'badge:ST-01',
      kind: 'station',
      achievementType: 'Course',
      name: { nl: 'Brooddeeg maken' },
      stationId: 'station:ST-01',
      earnedBy: 'completion',
    },
    {
      id: 'badge:BR-01',
      kind: 'ulo',
      achievementType: 'Competency',
      name: { nl: 'Brooddeeg maken' },
      uloId: 'ulo:BR-01',
      earnedBy: 'assessment',
      validFor: 'P5Y',
    },
  ],
} satisfies z.input<typeof curriculumDocument>;
