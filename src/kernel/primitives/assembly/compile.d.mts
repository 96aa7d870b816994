/** The text of src/kernel/primitives/module.ts, from the source. @throws Error with the compiler's messages */
export function compileModule(): Promise<string>;
