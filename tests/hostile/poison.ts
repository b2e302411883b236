/** Documents that pass every count and are dear to canonicalize (RDF Dataset Canonicalization 1.0 §7.1). */
const list = <Item>(length: number, make: (index: number) => Item): Item[] => Array.from({ length }, (_, n) => make(n));

/** A signature with other letters at its end, for each number another one. */
export const turned = (value: string, by = 1): string => {
  const letters = '23456789'.replace(value.at(-1) ?? '', '');
  return `${value.slice(0, -1)}${letters[by % letters.length]}`;
};

const endorsement = (badge: any, n: number, inside: object[] = []) => ({
  '@context': badge['@context'].slice(0, 2),
  id: `https://evil.example/endorsements/${n}`,
  type: ['VerifiableCredential', 'EndorsementCredential'],
  name: 'Aanbeveling',
  issuer: { id: `did:example:${n}`, type: ['Profile'] },
  validFrom: '2026-11-01T00:00:00Z',
  credentialSubject: { id: badge.id, type: ['EndorsementSubject'], endorsementComment: 'Goed.' },
  proof: badge.proof,
  ...(inside.length > 0 && { endorsement: inside }),
});

/** 490 pieces of evidence that differ in nothing: each is compared with each. */
export const alike = (badge: any) => ({ ...badge, evidence: list(490, () => ({ type: ['Evidence'], name: 'x' })) });

/** 9 lists of 60 alignments that look alike, in results that look alike. */
export const alikeInAlike = (badge: any) => ({
  ...badge,
  credentialSubject: {
    ...badge.credentialSubject,
    achievement: {
      ...badge.credentialSubject.achievement,
      resultDescription: list(9, (n) => ({
        id: `urn:x:${n}`,
        type: ['ResultDescription'],
        name: 'x',
        resultType: 'Status',
        alignment: list(60, () => ({ type: ['Alignment'], targetName: 'x', targetUrl: 'https://x.example/' })),
      })),
    },
  },
});

/** People without names who vouch for each other, all with all: what the algorithm itself can hardly tell apart. */
export const clique = (badge: any) => ({
  ...badge,
  endorsement: list(9, (from) => list(9, (to) => [from, to] as const))
    .flat()
    .filter(([from, to]) => from !== to)
    .map(([from, to], n) => ({
      ...endorsement(badge, n),
      issuer: { id: `_:p${from}`, type: ['Profile'] },
      credentialSubject: { id: `_:p${to}`, type: ['EndorsementSubject'], endorsementComment: 'Goed.' },
    })),
});

/** The dearest that fits: graphs in graphs, and four proofs, each over all of it. */
export const dearest = (badge: any) => ({
  ...badge,
  endorsement: list(85, (n) => endorsement(badge, n, [endorsement(badge, 100 + n)])),
  proof: list(4, (n) => ({ ...badge.proof[0], proofValue: turned(badge.proof[0].proofValue, n + 1) })),
});
