import { serve } from './main.ts';

const usage = `Usage: stempel <command>

  serve            start the service (configuration: docs/configuration.md)
  demo             start it with a sample academy and 86 badges
                   --once   exit after every badge has been verified
                   --json   print one JSON document on stdout, once ready
  openapi          write openapi.yaml; --check fails when it is out of date
  audit verify     check that no audit entry was altered or removed
                   --json   print the report as JSON
  log audit <url>  check a public log from outside, https://badges.example/log for instance
                   --state FILE   remember what was seen, and compare with it the next time
                   --key KEY      the key of the log, if you have it from elsewhere
                   --json         print the report as JSON
`;

/**
 * Runs one command of the shell.
 * @param words the arguments after the program's name
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runCommand(words: readonly string[]): Promise<number> {
  const [command, ...options] = words;
  switch (command) {
    case 'serve':
      return serve(process.env);
    case 'demo':
      return (await import('./demo/demo.ts')).runDemo(process.env, options);
    case 'openapi':
      return (await import('./openapi.ts')).runOpenApi(options);
    case 'audit':
      return (await import('./cli/audit.ts')).runAudit(process.env, options);
    case 'log':
      return (await import('./cli/log.ts')).runLog(options);
    default:
      process.stderr.write(usage);
      return command === undefined || command === 'help' || command === '--help' ? 0 : 2;
  }
}
