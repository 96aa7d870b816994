import type { MachineOf } from './primitives.ts';
import { typescriptMachine } from './typescript.ts';
import { webAssemblyMachine, webAssemblyWorks } from './webassembly.ts';

export type EngineName = 'wasm' | 'typescript';

interface EngineKind {
  name: EngineName;
  title: string;
  machineOf: MachineOf;
  /** whether the engine works in this environment */
  works(): boolean;
}

/** All sets of primitives, fastest first. They give the same bits. */
export const engines: readonly EngineKind[] = [
  { name: 'wasm', title: 'WebAssembly SIMD', machineOf: webAssemblyMachine, works: webAssemblyWorks },
  { name: 'typescript', title: 'TypeScript', machineOf: typescriptMachine, works: () => true },
];

/** The fastest engine that works in this environment. */
export function fastestEngine(): EngineName {
  return engines.find(({ works }) => works())!.name;
}

/** @throws RangeError if the engine is unknown or does not work here */
export const machineOf = (name: EngineName): MachineOf => engineNamed(name).machineOf;

/** @throws RangeError if the engine is unknown or does not work here */
export function engineNamed(name: EngineName): EngineKind {
  const engine = engines.find((candidate) => candidate.name === name);
  if (!engine)
    throw new RangeError(
      `unknown engine "${name}", must be ${engines.map((candidate) => candidate.name).join(' or ')}`,
    );
  if (!engine.works())
    throw new RangeError(`the engine "${name}" does not work here: no WebAssembly with vectors`);
  return engine;
}
