/** A service of its own process, to be killed: starts the embedded server on the directory given and says how it went. */
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';

const [dataDirectory = ''] = process.argv.slice(2);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

try {
  const server = await startEmbeddedPostgres({ dataDirectory, databases: ['stempel'], durable: false });
  say({ serverPid: server.processId() });
  // Told anything, it leaves without stopping the server; at the end of its input it stops it.
  process.stdin.once('data', () => process.exit(1));
  process.stdin.once('end', () => void server.stop());
} catch (error) {
  say({ refused: error instanceof Error ? error.message : String(error) });
}
