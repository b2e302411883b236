import { issuerCaller } from '../../platform/auth.ts';
import type { Deps } from '../../platform/deps.ts';
import type { Http } from '../../platform/http.ts';
import { problemResponses } from '../../platform/problem-responses.ts';
import * as shape from './schema.ts';
import { type MailSettings, mailSettingsOf, setMailSettings } from './settings.ts';

const tags = ['Events'];
const path = '/v1/issuers/me/mail';

/** Whether the learners of an issuer get mails, and where they answer to. */
export function mailSettingsRoutes(http: Http, on: Deps): void {
  const toAnswer = ({ changedAt, ...settings }: MailSettings): shape.MailSettingsAnswer => ({
    ...settings,
    available: on.config.mail !== undefined,
    ...(changedAt && { changedAt: changedAt.toISOString() }),
  });

  http.get(
    path,
    {
      config: { needs: 'issuer:read' },
      schema: {
        tags,
        summary: 'Read the mail settings of this issuer',
        response: { 200: shape.mailSettingsShape, ...problemResponses(401, 403) },
      },
    },
    async (request) => toAnswer(await mailSettingsOf(on.database, issuerCaller(request).issuerId)),
  );

  http.put(
    path,
    {
      config: { needs: 'issuer:write' },
      schema: {
        tags,
        summary: 'Set the mail settings of this issuer: whether learners get mails, and where they answer to',
        body: shape.mailSettingsInput,
        response: { 200: shape.mailSettingsShape, ...problemResponses(400, 401, 403, 413, 415) },
      },
    },
    async (request) => toAnswer(await setMailSettings(on, issuerCaller(request), request.body)),
  );
}
