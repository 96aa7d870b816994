import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from './rows.ts';

/** Where survival is read for the comparison with exact figures. */
export const MONTHS = [12, 24, 36, 60, 120];

/** What the parent sends. */
export type Order = Pick<Row, 'threads' | 'patients'>;

/** What the child answers. */
export interface Timing {
  strategy: string;
  /** of the simulation alone */
  seconds: number;
  threads: number;
  fingerprint: string;
  /** by endpoint and subgroup in the order of the plan, patients and how many had their event by MONTHS */
  events: { endpoint: string; member: boolean[]; patients: number; by: number[] }[];
}

/** A process that simulates one scenario when it is told to. */
export interface Subject {
  time(order: Order): Promise<Timing>;
  end(): void;
}

/**
 * Start a process for a scenario. Its threads start with the first order that wants them.
 *
 * @param program path of the compiled bench/subject.ts
 */
export function startSubject(program: string, scenario: string): Subject {
  const file = fileURLToPath(new URL(`../scenarios/${scenario}.yaml`, import.meta.url));
  // stdout is the parent's alone; nor is the child to load TypeScript as the parent does
  const child: ChildProcess = fork(program, [file], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  return {
    time: (order) =>
      new Promise((resolve, reject) => {
        const exited = (code: number | null) =>
          reject(new Error(`${scenario}: the process ended with ${code}`));
        child.once('exit', exited);
        child.once('message', (timing) => {
          child.off('exit', exited);
          resolve(timing as Timing);
        });
        child.send(order);
      }),
    end: () => child.disconnect(),
  };
}
