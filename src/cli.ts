/** The overview; the nouns are told by `nouns.ts`. */
async function usage(): Promise<string> {
  const { nouns } = await import('./cli/nouns.ts');
  const { aligned } = await import('./cli/usage.ts');
  return `Usage: stempel <command>

  serve            start the service (configuration: docs/configuration.md)
  demo             start it with a sample academy and 86 badges
                   --once   exit after every badge has been verified
                   --json   print one JSON document on stdout, once ready
  verify           verify a badge: FILE, URL or -; needs no service ("stempel verify --help" tells more)
  openapi          write openapi.yaml; --check fails when it is out of date

For the operator, on the configured database, also while the service runs ("stempel <command> --help" tells more):

${aligned(nouns.map(({ name, summary }) => [name, summary] as const))}
`;
}

/**
 * Runs one command of the shell. Each is read when it is asked for: the service is 1,900 files, and a question to the operator's shell needs few.
 * @param words the arguments after the program's name
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runCommand(words: readonly string[]): Promise<number> {
  const [command, ...options] = words;
  switch (command) {
    case 'serve':
      return (await import('./main.ts')).serve(process.env);
    case 'demo':
      return (await import('./demo/demo.ts')).runDemo(process.env, options);
    case 'verify':
      return (await import('./cli/verify.ts')).runVerify(options, {
        variables: process.env,
        input: process.stdin,
        write: (text) => process.stdout.write(text),
        complain: (text) => process.stderr.write(text),
      });
    case 'openapi':
      return (await import('./openapi.ts')).runOpenApi(options);
    default:
      return other(command, options);
  }
}

async function other(command: string | undefined, options: readonly string[]): Promise<number> {
  const { nouns } = await import('./cli/nouns.ts');
  const noun = nouns.find(({ name }) => name === command);
  if (noun !== undefined) return (await import('./cli/run-noun.ts')).runNoun(noun, options, process.env);
  const asked = command === undefined || command === 'help' || command === '--help' || command === '-h';
  (asked ? process.stdout : process.stderr).write(await usage());
  return asked ? 0 : 2;
}
