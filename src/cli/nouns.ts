import type { Noun } from './command.ts';

/** A noun of the shell: its file is read only when somebody uses it, so that the others cost no time. */
export interface NounEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Noun>;
}

/** Every noun of the shell; a new one is a file and a line here. */
export const nouns: readonly NounEntry[] = [
  { name: 'issuer', summary: 'issuers and their API keys', load: async () => (await import('./issuer.ts')).issuer },
  { name: 'staff', summary: 'who works for an issuer', load: async () => (await import('./staff.ts')).staff },
  { name: 'key', summary: 'signing keys', load: async () => (await import('./key.ts')).key },
  { name: 'status', summary: 'status lists', load: async () => (await import('./status.ts')).status },
  { name: 'award', summary: 'awards and their badges', load: async () => (await import('./award.ts')).award },
  {
    name: 'delivery',
    summary: 'mails and webhooks: what became of them',
    load: async () => (await import('./delivery.ts')).delivery,
  },
  { name: 'audit', summary: 'the audit log: verify', load: async () => (await import('./audit.ts')).audit },
  { name: 'log', summary: 'public logs: audit one from outside', load: async () => (await import('./log.ts')).log },
  {
    name: 'jose',
    summary: 'credentials as JWT, with a key of yours',
    load: async () => (await import('./jose.ts')).jose,
  },
  { name: 'learner', summary: 'learners', load: async () => (await import('./learner.ts')).learner },
  {
    name: 'backup',
    summary: 'backups of the embedded database',
    load: async () => (await import('./backup.ts')).backup,
  },
  { name: 'database', summary: 'the schema', load: async () => (await import('./database.ts')).database },
];
