import { Client } from 'pg';

/** The migrated database that every test file gets a copy of. */
export const templateDatabase = 'stempel_template';

/** What is handed from the run to its test files, so it holds plain values only. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly ssl: false;
}

/** Runs a statement that concerns whole databases. */
export async function onServer(address: ServerAddress, statement: string): Promise<void> {
  const client = new Client({ ...address, database: 'postgres' });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
