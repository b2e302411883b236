// The parts of Open Badges 3.0 that we issue, as JSON (§B of the specification). Arrays wherever the specification says "one or more" or
// "zero or more", because the schema generation of March 2025 accepts nothing else; one language per document, because the context has no
// language maps (openbadges-3.md §0.5).

export interface AchievementCredential {
  '@context': string[];
  id: string;
  type: ['VerifiableCredential', 'OpenBadgeCredential'];
  name: string;
  issuer: Profile;
  validFrom: string;
  validUntil?: string;
  awardedDate: string;
  credentialSubject: AchievementSubject;
  credentialStatus: BitstringStatusListEntry;
  refreshService: RefreshService;
  evidence?: Evidence[];
}

export interface AchievementSubject {
  id?: string;
  type: ['AchievementSubject'];
  identifier?: IdentityObject[];
  activityStartDate?: string;
  activityEndDate?: string;
  narrative?: string;
  source?: Profile;
  result?: Result[];
  achievement: Achievement;
}

export interface Achievement {
  id: string;
  type: ['Achievement'];
  achievementType: string;
  name: string;
  description: string;
  criteria: { id: string; narrative: string };
  humanCode?: string;
  image?: Image;
  inLanguage: string;
  version?: string;
  creator?: Profile;
  alignment?: Alignment[];
  related?: Related[];
  resultDescription?: ResultDescription[];
  tag?: string[];
}

export interface Alignment {
  type: ['Alignment'];
  targetName: string;
  targetUrl: string;
  targetDescription?: string;
  targetFramework?: string;
  targetCode?: string;
  targetType?: string;
}

export interface ResultDescription {
  id: string;
  type: ['ResultDescription'];
  name: string;
  resultType: 'RubricCriterionLevel';
  requiredLevel?: string;
  rubricCriterionLevel: RubricCriterionLevel[];
}

export interface RubricCriterionLevel {
  id: string;
  type: ['RubricCriterionLevel'];
  name: string;
  description?: string;
  level: string;
}

export interface Result {
  type: ['Result'];
  resultDescription: string;
  achievedLevel: string;
  status: 'Completed';
  alignment?: Alignment[];
}

export interface Evidence {
  id?: string;
  type: ['Evidence'];
  name?: string;
  description?: string;
  narrative?: string;
  genre?: string;
}

export interface IdentityObject {
  type: 'IdentityObject';
  hashed: boolean;
  identityHash: string;
  identityType: string;
  salt?: string;
}

export interface Related {
  id: string;
  type: ['Related'];
  inLanguage?: string;
  version?: string;
}

export interface Image {
  id: string;
  type: 'Image';
  caption?: string;
}

export interface Profile {
  id: string;
  type: ['Profile'];
  name?: string;
  url?: string;
  description?: string;
  image?: Image;
  email?: string;
  phone?: string;
  address?: { type: ['Address'] } & Record<string, string | string[]>;
  otherIdentifier?: { type: 'IdentifierEntry'; identifier: string; identifierType: string }[];
}

/** Bitstring Status List §2.1. One object with an `id`: an array fails both generations of the schema (openbadges-3.md §0.6). */
export interface BitstringStatusListEntry {
  id: string;
  type: 'BitstringStatusListEntry';
  statusPurpose: 'revocation';
  statusListIndex: string;
  statusListCredential: string;
}

/** 1EdTech Credential Refresh Service 1.0. One object: an array fails both generations of the schema. */
export interface RefreshService {
  id: string;
  type: '1EdTechCredentialRefresh';
}

/** Data Integrity §2.1. */
export interface DataIntegrityProof {
  type: string;
  cryptosuite?: string;
  created?: string;
  expires?: string;
  verificationMethod: string;
  proofPurpose: string;
  proofValue: string;
}

/** A document with its proof. `proof` is an array of one: the schema of March 2025 accepts nothing else, every verifier reads it. */
export type Signed<Document extends object> = Document & { proof: [DataIntegrityProof] };
