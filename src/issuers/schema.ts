import { z } from 'zod';
import { keyAlgorithms } from '../openbadges/index.ts';
import { scopes } from '../platform/auth.ts';
import { localizedText, plainText, textShape } from '../platform/text.ts';

const webAddress = z.url({ protocol: /^https?$/ }).max(2_000);

/** Open Badges 3.0 §B.1 Address, the members an organisation has. */
const address = z.strictObject({
  addressCountry: plainText(100).optional(),
  addressCountryCode: z
    .string()
    .regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code such as NL')
    .optional(),
  addressRegion: plainText(200).optional(),
  addressLocality: plainText(200).optional(),
  streetAddress: plainText(300).optional(),
  postalCode: plainText(20).optional(),
});

/** Identifiers that the Dutch landscape uses and Open Badges 3.0 §B.8 IdentifierTypeEnum does not know get the `ext:` prefix. */
const identifierType = z
  .string()
  .regex(/^(ext:)?[A-Za-z0-9._-]{1,50}$/)
  .transform((type) => (['KvK', 'BRIN', 'ROR', 'RSIN', 'OIN'].includes(type) ? `ext:${type}` : type));

const otherIdentifier = z.strictObject({ identifier: plainText(200), identifierType });

const profileMembers = {
  name: localizedText(200).meta({ description: 'What the issuer is called; a string, or one per language.' }),
  url: webAddress.meta({ description: "The issuer's own website." }),
  image: webAddress.optional().meta({ description: 'Address of the logo.' }),
  description: localizedText(2_000).optional(),
  email: z.email().max(254).optional(),
  phone: plainText(50).optional(),
  address: address.optional(),
  otherIdentifier: z.array(otherIdentifier).min(1).max(20).optional().meta({
    description: 'Registrations: KvK, BRIN, ROR … (written as `ext:KvK` and so on in the badge).',
  }),
};

/** What an issuer says of itself (Open Badges 3.0 §B.1 Profile); every badge carries it. */
const issuerProfile = z.strictObject(profileMembers);
export type IssuerProfile = z.infer<typeof issuerProfile>;

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .max(63);

export const createIssuer = z
  .strictObject({
    slug: slug
      .optional()
      .meta({ description: 'Last part of the addresses of this issuer; made from the name when absent.' }),
    ...profileMembers,
  })
  .meta({
    examples: [
      {
        slug: 'kompas',
        name: { nl: 'Kompas Smart Makers Academy', en: 'Kompas Smart Makers Academy' },
        url: 'https://kompas.example',
        description: { nl: 'Techniek leren in stations.', en: 'Learning technology in stations.' },
        address: { addressLocality: 'Haarlem', addressCountryCode: 'NL' },
        otherIdentifier: [
          { identifierType: 'KvK', identifier: '12345678' },
          { identifierType: 'BRIN', identifier: '00AA' },
        ],
      },
    ],
  });
export type CreateIssuer = z.infer<typeof createIssuer>;

export const issuer = z.object({
  id: z.uuid(),
  slug: z.string(),
  did: z.string().meta({ description: 'The issuer id in every badge (did:web).' }),
  profileUrl: z.url(),
  didDocumentUrl: z.url(),
  name: textShape,
  url: z.url(),
  image: z.url().optional(),
  description: textShape.optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  address: z.record(z.string(), z.string().optional()).optional(),
  otherIdentifier: z.array(z.object({ identifier: z.string(), identifierType: z.string() })).optional(),
  createdAt: z.iso.datetime(),
});
export type IssuerAnswer = z.infer<typeof issuer>;

export const changeIssuer = issuerProfile
  .partial()
  .meta({ examples: [{ description: { nl: 'Een nieuwe omschrijving.' } }] });
export type ChangeIssuer = z.infer<typeof changeIssuer>;

const scope = z.enum(scopes);

export const createApiKey = z
  .strictObject({
    name: plainText(100).meta({ description: 'What this key is for; shown in lists.' }),
    scopes: z.array(scope).min(1).max(scopes.length),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({
    examples: [{ name: 'learning management system', scopes: ['curriculum:read', 'completions:write', 'awards:read'] }],
  });
export type CreateApiKey = z.infer<typeof createApiKey>;

export const rotateApiKey = z
  .strictObject({
    overlapHours: z
      .number()
      .min(0)
      .max(24 * 30)
      .default(24)
      .meta({ description: 'How long the old key works beside its successor; 0: it ends now.' }),
    expiresAt: z.iso.datetime({ offset: true }).optional().meta({ description: 'When the successor ends.' }),
  })
  .meta({ examples: [{ overlapHours: 48 }] });
export type RotateApiKey = z.infer<typeof rotateApiKey>;

export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(scope),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
  lastUsedAt: z.iso.datetime().optional().meta({ description: 'To the minute; absent for a key that was never used.' }),
  replacedBy: z.uuid().optional().meta({ description: 'Its successor, when it was rotated.' }),
});
export type ApiKeyAnswer = z.infer<typeof apiKey>;

export const createdApiKey = apiKey.extend({
  key: z.string().meta({ description: 'The API key itself. It is shown only here, now.' }),
});

export const createSigningKey = z
  .strictObject({
    algorithm: z.enum(keyAlgorithms).optional().meta({
      description:
        'Ed25519 (when absent) signs the badges themselves; P-256 and RSA are for VC-JWT, P-256 and P-384 for the VC API.',
    }),
    activatesAt: z.iso.datetime({ offset: true }).optional().meta({
      description:
        'When it takes over. Until then it is pending: published, so that everybody who keeps a copy knows it in time, but signs nothing. At once when absent.',
    }),
  })
  .nullable()
  .meta({ examples: [{ algorithm: 'Ed25519', activatesAt: '2036-01-01T00:00:00Z' }] });
export type CreateSigningKey = z.infer<typeof createSigningKey>;

export const signingKey = z.object({
  id: z.uuid(),
  algorithm: z.enum(keyAlgorithms),
  state: z.enum(['pending', 'active', 'retired', 'compromised']),
  publicKeyMultibase: z.string(),
  verificationMethod: z.string().meta({
    description: 'Key id in proofs: the DID of the issuer, `#`, the public key (of RSA its thumbprint, RFC 7638).',
  }),
  url: z.url().meta({ description: 'The page of this key; also its controller document (by Accept).' }),
  createdAt: z.iso.datetime(),
  activatesAt: z.iso.datetime().optional(),
  activatedAt: z.iso.datetime().optional(),
  retiredAt: z.iso.datetime().optional(),
  compromisedSince: z.iso.datetime().optional(),
  compromisedAt: z.iso.datetime().optional(),
  reason: textShape.optional(),
});
export type SigningKeyAnswer = z.infer<typeof signingKey>;
