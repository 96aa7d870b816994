import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineName } from '../src/kernel/primitives/index.ts';
import type { Figures } from './figures.ts';
import type { Row } from './rows.ts';

/** A message from the parent. */
export type Order = Pick<Row, 'way' | 'patients'>;

/** The child's answer. */
export interface Timing {
  strategy: string;
  /** seconds of the simulation alone */
  seconds: number;
  threads: number;
  fingerprint: string;
  figures: Figures;
}

/** A process that simulates one scenario with one engine on request. */
export interface Subject {
  time(order: Order): Promise<Timing>;
}

/** The processes to be timed. */
export interface Subjects {
  /** The process for a scenario's file and an engine; it is started at its first use. */
  of(file: URL, engine: EngineName): Subject;
  end(): void;
}

/** @param program path of the compiled bench/subject.ts */
export function subjectsOf(program: string): Subjects {
  const started = new Map<string, Subject & { end(): void }>();
  return {
    of(file, engine) {
      const name = `${fileURLToPath(file)} ${engine}`;
      const subject = started.get(name) ?? startSubject(program, fileURLToPath(file), engine);
      started.set(name, subject);
      return subject;
    },
    end: () => {
      for (const subject of started.values()) subject.end();
    },
  };
}

/** Starts the process; its own threads start with the first order that needs them. */
function startSubject(program: string, file: string, engine: EngineName): Subject & { end(): void } {
  // stdout belongs to the parent alone; and the child must not load TypeScript as the parent does
  const child: ChildProcess = fork(program, [file, engine], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  return {
    time: (order) =>
      new Promise((resolve, reject) => {
        const exited = (code: number | null) =>
          reject(new Error(`${file}, ${engine}: the process ended with ${code}`));
        child.once('exit', exited);
        child.once('message', (timing) => {
          child.off('exit', exited);
          resolve(timing as Timing);
        });
        child.send(order);
      }),
    end: () => {
      if (child.connected) child.disconnect();
    },
  };
}
