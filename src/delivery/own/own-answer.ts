import { z } from 'zod';
import { awardShape } from '../../awards/index.ts';
import { consentShape, erasureRequestShape } from '../../participants/index.ts';
import { textShape } from '../../platform/text.ts';
import type { OwnData } from './load-own.ts';

/** The own page as data, for a wallet or another program of the learner's. */
export const ownShape = z.object({
  issuer: z.object({ name: textShape, url: z.url() }),
  learner: z.object({
    id: z.uuid(),
    email: z.string(),
    name: z.string().optional(),
    did: z.string().optional(),
    reference: z.string().optional(),
    language: z.string().optional(),
    createdAt: z.iso.datetime(),
  }),
  linkEndsAt: z.iso.datetime(),
  badges: z.array(
    awardShape.pick({
      id: true,
      url: true,
      achievement: true,
      state: true,
      reason: true,
      awardedDate: true,
      validUntil: true,
      shared: true,
    }),
  ),
  consents: z.array(consentShape),
  erasure: z.object({
    mode: z
      .enum(['on-request', 'at-once'])
      .meta({ description: 'Whether the provider decides, or it is done at once.' }),
    badges: z.enum(['keep', 'revoke']),
    request: erasureRequestShape.optional(),
  }),
});

export function ownAnswer({
  issuer,
  learner,
  link,
  awards,
  consents,
  policy,
  erasure,
}: OwnData): z.infer<typeof ownShape> {
  const { id, email, name, did, reference, language, createdAt } = learner;
  return {
    issuer: { name: issuer.profile.name, url: issuer.profileUrl },
    learner: {
      id,
      email,
      ...(name !== null && { name }),
      ...(did !== null && { did }),
      ...(reference !== null && { reference }),
      ...(language !== null && { language }),
      createdAt: createdAt.toISOString(),
    },
    linkEndsAt: link.expiresAt.toISOString(),
    badges: awards.map(({ basis: _basis, learner: _learner, changedAt: _changedAt, ...badge }) => badge),
    consents: [...consents],
    erasure: { mode: policy.learnerErasure, badges: policy.onErasure, ...(erasure && { request: erasure }) },
  };
}
