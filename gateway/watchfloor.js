#!/usr/bin/env -S node --max-semi-space-size=32 --min-semi-space-size=32
// The command `watchfloor`. The product runs on the Node that `npm ci` brings (TypeScript as it is written);
// started by an older one, this file hands over to it. It must itself run on any Node since 18.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NEEDED_MAJOR = 26;
// What a request makes is garbage when it is answered: room for the young halves the cost of a large answer.
const MEMORY = ['--max-semi-space-size=32', '--min-semi-space-size=32'];
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
// Beside the packages, where only who installs may write: what lies there is run.
const compiled = fileURLToPath(new URL('../node_modules/.cache/watchfloor-compiled', import.meta.url));
const ownNode = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR) {
  process.argv[1] = main;
  // Without the compiler of types in memory; where the folder cannot be written, everything is compiled again.
  process.env.NODE_COMPILE_CACHE ??= compiled;
  module.enableCompileCache();
  await import('./main.ts');
} else if (existsSync(ownNode)) {
  handOver();
} else {
  process.stderr.write(
    `watchfloor needs Node ${NEEDED_MAJOR} and this is ${process.version}: run \`npm ci\`, which brings it\n`,
  );
  process.exitCode = 1;
}

function handOver() {
  const child = spawn(ownNode, [...MEMORY, main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
  });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR2']) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl+C and Ctrl+\ to both processes; passed on as well, one key press would count as two.
  const byTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  for (const signal of ['SIGINT', 'SIGQUIT']) process.on(signal, () => byTerminal || child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(
      `watchfloor could not start \`${ownNode}\`: ${error.message}; run \`npm ci\` again\n`,
    );
    process.exitCode = 1;
  });
  // An end by a signal looks the same to whoever waits for this process.
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    setTimeout(() => process.exit(128 + constants.signals[signal]), 100);
  });
}
