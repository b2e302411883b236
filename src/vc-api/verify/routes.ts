import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { isObject } from '../../openbadges/index.ts';
import type { Http } from '../../platform/http.ts';
import { problem } from '../../platform/problem.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import { badgeLimits, type Judging } from '../../verification/index.ts';
import { credentialsIn } from '../model/check-presentation.ts';
import { type Answer, answerOf, answerShape } from './answer.ts';
import { askedIn } from './asked.ts';
import { checkNames, type Findings, type Verifying, verifying } from './checks.ts';
import { verifyCredential } from './credential.ts';
import { exampleCredential, exampleDomain, examplePresentation } from './examples.ts';
import { verifyPresentation } from './presentation.ts';

const checksText = `\`options.checks\`: any of ${checkNames.join(', ')}; without it only the proof is checked, and \`warnings\` says what was not.`;

const shared = {
  tags: ['VC API'],
  response: {
    200: answerShape.meta({ description: 'Everything that was asked for holds.' }),
    400: answerShape.meta({ description: 'Something does not hold, or is not as expected.' }),
    ...problemResponses(413, 415, 429, 503),
  },
};

/** Verifying credentials and presentations of any kind (W3C VC API, "Verifying"). Nothing that is sent is kept. */
export function verifierRoutes(http: Http, on: Judging): void {
  const config = { jsonLimits: badgeLimits };
  const credentialBody = z.unknown().meta({
    description: `\`{"verifiableCredential": …}\`. ${checksText}`,
    examples: [{ verifiableCredential: exampleCredential, options: { checks: ['proof'] } }],
  });
  http.post(
    '/vc-api/verifier/credentials/verify',
    { config, schema: { ...shared, summary: 'Verify a credential of any kind', body: credentialBody } },
    async (request, reply) => {
      const asked = askedIn(request.body, 'verifiableCredential');
      const opened = verifying(on, asked.checks);
      const findings = asked.flaws.length > 0 ? refused(asked.flaws) : await verifyCredential(opened, asked.subject);
      return send(reply, opened, 'verifiableCredential', findings);
    },
  );
  const presentationBody = z.unknown().meta({
    description: `\`{"verifiablePresentation": …}\`, with \`options.domain\` and \`options.challenge\` that the proof must repeat. ${checksText}`,
    examples: [{ verifiablePresentation: examplePresentation, options: exampleDomain }],
  });
  http.post(
    '/vc-api/verifier/presentations/verify',
    { config, schema: { ...shared, summary: 'Verify a presentation and what is in it', body: presentationBody } },
    async (request, reply) => {
      const asked = askedIn(request.body, 'verifiablePresentation');
      const presented = isObject(asked.subject) ? credentialsIn(asked.subject.verifiableCredential).length : 0;
      // Each credential costs as much as one that is sent by itself (threats.md §5).
      if (!(await request.countMore(presented)))
        throw problem('too-many-requests', 'These are more credentials than may be verified in a minute. Go on later.');
      const opened = verifying(on, asked.checks);
      const findings =
        asked.flaws.length > 0 ? refused(asked.flaws) : await verifyPresentation(opened, asked.subject, asked.wanted);
      return send(reply, opened, 'verifiablePresentation', findings);
    },
  );
}

const refused = (flaws: Findings['flaws']): Findings => ({ flaws, warnings: [] });

async function send(reply: FastifyReply, on: Verifying, member: string, findings: Findings): Promise<Answer> {
  const answer = answerOf(on, member, findings);
  reply.status(answer.verified ? 200 : 400);
  return answer;
}
