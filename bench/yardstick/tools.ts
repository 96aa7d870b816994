import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A program that can be run. */
export interface Program {
  /** the tool that runs or compiled it, with its version, such as "numpy 2.4.6, Python 3.11.7" */
  tool: string;
  /**
   * Simulates a number of patients.
   *
   * @returns the program's output
   * @throws Error if it fails
   */
  run(patients: number, seed: number): string;
  /** Removes compiled files. */
  remove(): void;
}

/** Prepares a program, or says what is missing. */
export type Prepare = () => Program | { missing: string };

const FOLDER = fileURLToPath(new URL('./programs/', import.meta.url));
const FLAGS = ['-O3', '-march=native'];

/** A program in C++, compiled in a temporary folder. */
export function cpp(source: string): Prepare {
  return () => {
    const version = ask('g++', '--version');
    if (version === undefined) return { missing: 'there is no g++' };
    const folder = mkdtempSync(join(tmpdir(), 'sojourn-bench-'));
    const program = join(folder, 'program');
    execFileSync('g++', [...FLAGS, '-o', program, join(FOLDER, source)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return {
      tool: `${version.split('\n')[0]} ${FLAGS.join(' ')}`,
      run: running(program),
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  };
}

/** A program in Python that needs a module. */
export function python(source: string, module: string): Prepare {
  return () => {
    const question = `import platform, ${module} as m; print(f"${module} {m.__version__}, Python {platform.python_version()}")`;
    const tool = ask('python3', '-c', question);
    if (tool === undefined) return { missing: `there is no python3 with ${module}` };
    return { tool, run: running('python3', source), remove: () => {} };
  };
}

/** A program in R, with a package unless base R suffices. */
export function r(source: string, name?: string): Prepare {
  return () => {
    const version = ask('Rscript', '-e', 'cat(as.character(getRversion()))');
    if (version === undefined) return { missing: 'there is no Rscript' };
    if (name === undefined)
      return { tool: `R ${version}`, run: running('Rscript', source), remove: () => {} };
    const question = `cat(as.character(packageVersion("${name}")))`;
    const release = ask('Rscript', '-e', question);
    if (release === undefined) return { missing: `R has no package ${name}` };
    return { tool: `${name} ${release}, R ${version}`, run: running('Rscript', source), remove: () => {} };
  };
}

/** The output of a command; undefined if it is missing or fails. */
function ask(command: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout.trim() : undefined;
}

function running(command: string, ...args: string[]): Program['run'] {
  return (patients, seed) =>
    execFileSync(command, [...args, String(patients), String(seed)], { cwd: FOLDER, encoding: 'utf8' });
}
