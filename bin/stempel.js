#!/usr/bin/env node
// Plain JavaScript that old runtimes understand too: they get a clear message instead of a syntax error.
const oldestRuntime = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < oldestRuntime) {
  process.stderr.write(
    `Stempel needs Node.js ${oldestRuntime} or newer; this is ${process.version} (${process.execPath}).\n` +
      'The project brings its own: run "npm ci" and start with "npm start", "npm run demo" or "npx stempel".\n',
  );
  process.exit(1);
}

const { runCommand } = await import('../src/cli.ts');
process.exitCode = await runCommand(process.argv.slice(2));
