import type { IssuerCaller } from '../../platform/deps.ts';
import { problem } from '../../platform/problem.ts';
import { record } from '../../platform/record.ts';
import type { Delivering } from '../relay.ts';
import { endpointAnswer, lockedEndpoint, subjectOf } from './endpoints.ts';
import type { WebhookWithSecret } from './schema.ts';
import { inForce, type Secret, type SecretBox } from './secrets.ts';
import { makeSecret } from './signature.ts';
import { updateEndpoint } from './store.ts';

const hour = 3_600_000;

/** Each makes every request longer by a signature. */
const mostSecrets = 5;

/**
 * A new secret signs from now on; those of before sign along until the overlap has passed (Standard Webhooks, "Secret rotation"), never longer than was
 * said of them earlier.
 * @throws {Problem} `not-found`; `conflict` when five secrets sign already
 */
export async function rotateEndpointSecret(
  on: Delivering,
  box: SecretBox,
  caller: IssuerCaller,
  id: string,
  overlapHours: number,
): Promise<WebhookWithSecret> {
  return on.database.transaction(async (tx) => {
    const endpoint = await lockedEndpoint(tx, caller.issuerId, id);
    const now = on.clock.now();
    const end = new Date(now.getTime() + overlapHours * hour);
    const former = inForce(await box.open(endpoint), now).map((each) => endingBy(each, end));
    const secrets = [{ secret: makeSecret() }, ...inForce(former, now)] as const;
    if (secrets.length > mostSecrets)
      throw problem('conflict', `${mostSecrets} secrets sign already; wait, or end them with overlapHours 0.`);
    await updateEndpoint(tx, id, { ...(await box.seal(endpoint, secrets)), changedAt: now });
    await record(tx, on, caller, {
      issuerId: caller.issuerId,
      kind: 'webhook.secret-rotated',
      subject: subjectOf(id),
      payload: { id, overlapEndsAt: end.toISOString() },
    });
    return { ...endpointAnswer({ ...endpoint, changedAt: now }), secret: secrets[0].secret };
  });
}

function endingBy({ secret, endsAt }: Secret, end: Date): Secret {
  const earlier = endsAt !== undefined && new Date(endsAt) < end;
  return { secret, endsAt: earlier ? endsAt : end.toISOString() };
}
