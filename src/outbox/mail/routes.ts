import { issuerCaller } from '../../platform/auth.ts';
import type { Http } from '../../platform/http.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import type { Delivering } from '../delivering.ts';
import { mailSettings, mailSettingsShape } from './schema.ts';
import { keepMailSettings, mailSettingsAnswer, mailSettingsOf } from './settings.ts';

const tags = ['Events'];

/** Whether learners of an issuer get mail. */
export function mailRoutes(http: Http, on: Delivering): void {
  http.get(
    '/v1/issuers/me/mail',
    {
      config: { needs: 'issuer:read' },
      schema: {
        tags,
        summary: 'Read whether learners get mail about their badges',
        response: { 200: mailSettingsShape, ...problemResponses(401, 403) },
      },
    },
    async (request) => mailSettingsAnswer(on, await mailSettingsOf(on.database, issuerCaller(request).issuerId)),
  );

  http.put(
    '/v1/issuers/me/mail',
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Switch mail to learners on or off, and say where their answers go',
        body: mailSettings,
        response: { 200: mailSettingsShape, ...problemResponses(400, 401, 403) },
      },
    },
    async (request) => keepMailSettings(on, issuerCaller(request), request.body),
  );
}
