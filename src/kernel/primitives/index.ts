import type { MachineOf } from './primitives.ts';
import { typescriptMachine } from './typescript.ts';

export type EngineName = 'wasm' | 'typescript';

/** The sets of primitives, the fastest first. */
export const engines: readonly { name: EngineName; title: string; machineOf: MachineOf }[] = [
  { name: 'typescript', title: 'TypeScript', machineOf: typescriptMachine },
];

/** The fastest engine that works here. */
export function fastestEngine(): EngineName {
  return 'typescript';
}

/** @throws RangeError where there is no such engine here */
export function machineOf(name: EngineName): MachineOf {
  const engine = engines.find((one) => one.name === name);
  if (!engine) throw new RangeError(`there is no engine "${name}"`);
  return engine.machineOf;
}
