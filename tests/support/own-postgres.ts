// A process of its own that owns an embedded server, to be killed by a test: node own-postgres.ts <data directory>
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.ts';

const [directory = ''] = process.argv.slice(2);
try {
  const server = await startEmbeddedPostgres({ dataDirectory: directory, databases: ['stempel'] });
  process.stdout.write(
    `${JSON.stringify({ postmaster: server.processId(), connection: server.connection('stempel') })}\n`,
  );
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: error instanceof Error ? error.message : String(error) })}\n`);
  process.exit(1);
}
