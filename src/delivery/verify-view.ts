import { isObject, type JsonObject } from '../openbadges/index.ts';
import type { VerifyResultView, VerifyView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Language } from '../platform/text.ts';
import type { Verification } from '../verification/index.ts';
import { siteAt, technicalView, verdictView } from './badge-view.ts';

/** The verify page, with the result of what was sent when something was. */
export function verifyView(
  on: Deps,
  language: Language,
  input?: { url?: string; badge?: string },
  judged?: { verification: Verification; document?: unknown },
): VerifyView {
  return {
    site: siteAt(on, judged !== undefined && input?.url !== undefined ? verifyPath(input.url) : '/verify'),
    ...(input && {
      input: {
        ...(input.url !== undefined && { url: input.url }),
        ...(input.badge !== undefined && { credential: input.badge }),
      },
    }),
    ...(judged && {
      result: {
        ...resultView(on, judged.verification, language, judged.document),
        ...(input?.url !== undefined && {
          shareUrl: `${on.config.publicBaseUrl}${verifyPath(input.url)}`,
        }),
      },
    }),
  };
}

/** Where a badge with an address is judged anew. */
function verifyPath(url: string): string {
  return `/verify?${new URLSearchParams({ url })}`;
}

const unknownAddressWords = {
  nl: 'Dit is geen link naar een badge van deze dienst. Plak hieronder de inhoud van de badge.',
  en: 'This is not a link to a badge of this service. Paste the content of the badge below.',
} as const satisfies Record<Language, string>;

/** The verify page for a link that leads to no badge of ours: it says so beside the field, and what to do. */
export function unknownAddressView(on: Deps, url: string, language: Language): VerifyView {
  return { ...verifyView(on, language, { url }), inputProblem: unknownAddressWords[language] };
}

/**
 * What the badge says, beside the verdict. Only for a document whose signature fits: what nobody signed is not repeated as if it were known
 * (threats.md §2.12).
 */
function resultView(on: Deps, verification: Verification, language: Language, document: unknown): VerifyResultView {
  const verdict = verdictView(on, verification, language);
  const intact = verification.checks.some(({ name, outcome }) => name === 'proof' && outcome === 'passed');
  if (!intact || !isObject(document)) return { verdict };
  const proven = verification.checks.some(({ name, outcome }) => name === 'issuer' && outcome === 'passed');
  const subject = objectIn(document, 'credentialSubject');
  const achievement = objectIn(subject, 'achievement');
  const issuer = objectIn(document, 'issuer');
  const title = textIn(achievement, 'name');
  const issuerName = textIn(issuer, 'name');
  const awardedOn = dayIn(document, 'awardedDate') ?? dayIn(document, 'validFrom');
  const validUntil = dayIn(document, 'validUntil');
  const statement = textIn(achievement, 'description');
  const badgeUrl = textIn(document, 'id');
  return {
    verdict,
    ...(title !== undefined && { title }),
    ...(issuerName !== undefined && { issuerName }),
    ...(proven && badgeUrl !== undefined && { badgeUrl }),
    ...(awardedOn !== undefined && { awardedOn }),
    ...(validUntil !== undefined && { validUntil }),
    ...(statement !== undefined && { statement }),
    technical: technicalView(document),
  };
}

/** The day as the issuer wrote it: the last second of 23 July in their zone is not 24 July because the reader lives further east. */
function dayIn(parent: JsonObject, name: string): string | undefined {
  return textIn(parent, name)?.slice(0, 10);
}

function objectIn(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isObject(value) ? value : {};
}

function textIn(parent: JsonObject, name: string): string | undefined {
  const value = parent[name];
  return typeof value === 'string' ? value : undefined;
}
