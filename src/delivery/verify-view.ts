import { isObject } from '../openbadges/index.ts';
import type { InsideView, VerifyResultView, VerifyView } from '../pages/index.ts';
import type { Deps } from '../platform/deps.ts';
import type { Language } from '../platform/text.ts';
import { type Check, type Verification, websiteOf } from '../verification/index.ts';
import { siteAt, technicalView, verdictView } from './badge-view.ts';
import { credentialContent } from './credential-view.ts';
import { dayIn, objectIn, textIn } from './json-members.ts';

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

const held = (step: Check['name']) => (check: Check) =>
  check.name === step && (check.outcome === 'passed' || check.outcome === 'warning');

/**
 * What the badge says, beside the verdict. Only for a document whose signature fits: what nobody signed is not repeated as if it were known
 * (threats.md §2.12).
 */
function resultView(on: Deps, verification: Verification, language: Language, document: unknown): VerifyResultView {
  const verdict = verdictView(on, verification, language);
  const intact = verification.checks.some(held('proof'));
  if (!intact || !isObject(document)) return { verdict };
  const proven = verification.checks.some(held('issuer'));
  const website = verification.issuer?.website;
  const subject = objectIn(document, 'credentialSubject');
  const achievement = objectIn(subject, 'achievement');
  // Open Badges 2.0 has both in the badge class.
  const badgeClass = objectIn(document, 'badge');
  const issuer = objectIn('issuer' in document ? document : badgeClass, 'issuer');
  // A learner record has no achievement of its own.
  const title = textIn(achievement, 'name') ?? textIn(badgeClass, 'name') ?? textIn(document, 'name');
  const issuerName = textIn(issuer, 'name');
  const [awardedOn] = ['awardedDate', 'validFrom', 'issuanceDate', 'issuedOn'].flatMap(
    (name) => dayIn(document, name) ?? [],
  );
  const [validUntil] = ['validUntil', 'expirationDate', 'expires'].flatMap((name) => dayIn(document, name) ?? []);
  const statement = textIn(achievement, 'description') ?? textIn(badgeClass, 'description');
  const badgeUrl = textIn(document, 'id');
  return {
    verdict,
    ...(title !== undefined && { title }),
    ...(issuerName !== undefined && { issuerName }),
    ...(website !== undefined && { issuerDomain: website }),
    ...(proven && badgeUrl !== undefined && { badgeUrl }),
    ...(awardedOn !== undefined && { awardedOn }),
    ...(validUntil !== undefined && { validUntil }),
    ...(statement !== undefined && { statement }),
    ...credentialContent(document),
    credentials: (verification.credentials ?? []).map(insideView),
    endorsements: (verification.endorsements ?? []).map(voucherView),
    technical: technicalView(document),
  };
}

/** A badge in a learner record. What its signature does not cover is not repeated (threats.md §2.12). */
function insideView({ verdict, issuer, credential }: Verification): InsideView {
  if (credential === undefined) return { verdict };
  const achievement = objectIn(objectIn(credential, 'credentialSubject'), 'achievement');
  const title = textIn(achievement, 'name') ?? textIn(credential, 'name');
  return {
    verdict,
    ...(title !== undefined && { title }),
    ...(issuer?.website !== undefined && { issuer: issuer.website }),
  };
}

function voucherView({ verdict, checks, issuer }: NonNullable<Verification['endorsements']>[number]): InsideView {
  const website = issuer !== undefined && checks.some(held('issuer')) ? websiteOf(issuer) : undefined;
  return { verdict, ...(website !== undefined && { issuer: website }) };
}
