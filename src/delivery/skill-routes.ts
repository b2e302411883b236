import { z } from 'zod';
import { findSkillsByUri } from '../catalogue/index.ts';
import { findAchievementsWithSkill } from '../curriculum/index.ts';
import { findIssuer, type Issuer } from '../issuers/index.ts';
import { renderSkillPage } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Http } from '../platform/http.ts';
import { problem } from '../platform/problem.ts';
import { problemResponses } from '../platform/problem-responses.ts';
import { sendAsIs } from '../platform/send-as-is.ts';
import { languages } from '../platform/text.ts';
import { chooseLanguage, chooseType } from './negotiate.ts';
import { sendPage } from './send-page.ts';
import { certifyingAnswer, certifyingShape, type SkillFound, skillPageView } from './skill-view.ts';

/** A page is for reading; who wants all of it asks each issuer for its achievements. */
const mostShown = 100;

/** One skill, and who certifies it: the achievements of all issuers that name it, by issuer. Public, as the achievements are. */
export function skillRoutes(http: Http, on: Deps): void {
  http.get(
    '/skills',
    {
      schema: {
        tags: ['Public'],
        summary: 'A skill and who certifies it: as JSON, or its page (by Accept)',
        querystring: z.object({
          uri: z
            .string()
            .max(1_000)
            .regex(/^[\x21-\x7e]+$/, 'a URI was expected')
            .meta({ description: 'The URI of the concept in its catalogue, compared byte by byte.' }),
          lang: z.enum(languages).optional().meta({ description: 'Language of the page.' }),
        }),
        response: {
          200: {
            description: `The skill with up to ${mostShown} achievements that certify it, or its page.`,
            content: {
              'text/html': { schema: z.string().meta({ description: 'A page for people.' }) },
              'application/json': { schema: certifyingShape },
            },
          },
          ...problemResponses(400, 404, 406),
        },
      },
    },
    async (request, reply) => {
      const { uri, lang } = request.query;
      const type = chooseType(request, ['text/html', 'application/json']);
      const found = await findSkill(on, uri);
      const language = chooseLanguage(request, lang);
      if (type === 'text/html') return sendPage(reply, renderSkillPage(skillPageView(on, found, language), language));
      reply.headers({ 'cache-control': 'public, max-age=60', vary: 'accept, accept-language' });
      return sendAsIs(reply, type, certifyingAnswer(on, found));
    },
  );
}

/** @throws {Problem} `not-found`: neither a shared catalogue nor an achievement has it */
async function findSkill(on: Deps, uri: string): Promise<SkillFound> {
  const concept = (await findSkillsByUri(on.database, null, [uri])).get(uri);
  const rows = await findAchievementsWithSkill(on.database, uri, mostShown + 1);
  if (concept === undefined && rows.length === 0)
    throw problem('not-found', 'No shared catalogue and no achievement names this skill.');
  const achievements = rows.slice(0, mostShown);
  const issuers = new Map<string, Issuer>();
  for (const id of new Set(achievements.map(({ issuerId }) => issuerId))) {
    const issuer = await findIssuer(on.database, id);
    if (issuer !== undefined) issuers.set(id, issuer);
  }
  return { uri, concept, achievements, issuers, more: rows.length > mostShown };
}
