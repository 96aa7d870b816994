import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { listed } from '../command.ts';
import { UsageError } from '../errors.ts';
import { explorePage } from '../explore-page.ts';
import { servePage } from '../explore-server.ts';
import { untilInterrupted } from '../interrupt.ts';
import { fileOf } from '../output.ts';
import { readScenarioFile, runnable } from '../scenario-file.ts';
import { writeOut } from '../terminal.ts';

const MOST_PORT = 65_535;

export const explore = listed({
  name: 'explore',
  group: 'Simulate',
  describe: 'Open a live page of a scenario: move a number and see the curves change, in your own browser',
  needs: 'a scenario file',
  takes: { scenario: { type: 'string', demandOption: true, describe: 'Scenario file (YAML)' } },
  options: {
    out: { type: 'string', describe: 'Write the page as one file that opens without a server, and end' },
    port: { type: 'string', describe: 'Port on this machine', defaultDescription: 'a free one' },
    open: { type: 'boolean', default: false, describe: 'Open the page in the browser' },
  },
  examples: [
    [
      'sojourn explore scenarios/illness-death.yaml --open',
      'A page on this machine alone, which follows the file as it is saved',
    ],
    [
      'sojourn explore scenarios/stage-iv-rectal.yaml --out page.html',
      'One file to send to others: it works offline',
    ],
  ],
  notes:
    'The page runs the same kernel as the command line: the fingerprint that it shows is that of the command below it. Nothing is sent anywhere; the server answers this machine alone.',
  place: ({ out }) => fileOf(out),
  answer: async ({ scenario: path, out, port, open }) => {
    if (out !== undefined && (port !== undefined || open))
      throw new UsageError(`--out writes a file and serves nothing; leave out ${open ? '--open' : '--port'}`);
    const number = port === undefined ? 0 : readPort(port);
    const file = readScenarioFile(path, { compileOnly: () => [] });
    const text = () => readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    const pageOf = () =>
      explorePage({
        file: path,
        text: text(),
        isServed: out === undefined,
      });
    if (out !== undefined) {
      runnable(file);
      const page = await pageOf();
      return { text: () => [], files: () => ({ [basename(out)]: page }) };
    }
    await untilInterrupted(async (signal) => {
      const served = await servePage({ path, port: number, page: pageOf, text });
      writeOut(`${path} is at ${served.address} (Ctrl-C ends it)\n`);
      if (open) openInBrowser(served.address);
      try {
        while (!signal.aborted) await setTimeout(200);
      } finally {
        await served.close();
      }
    });
    return { text: () => [] };
  },
});

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > MOST_PORT)
    throw new UsageError(`--port ${text}: must be a whole number from 1 to ${MOST_PORT}, such as 8080`);
  return port;
}

function openInBrowser(address: string): void {
  const [program, ...before] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(program!, [...before, address], { stdio: 'ignore', detached: true });
  // without such a program the address that was printed is enough
  child.on('error', () => {});
  child.unref();
}
