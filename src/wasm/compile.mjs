// Compiles AssemblyScript to WebAssembly and writes it as text that loads wherever JavaScript does: each folder
// `assembly` to a `module.ts` beside it. `npm run build:wasm` runs it; test/wasm.test.ts proves that what is written
// is what the source gives.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { argv, cwd } from 'node:process';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const ROOT = new URL('../../', import.meta.url);

const OPTIONS = [
  ...['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert'],
  // the memory is the caller's; what the module itself keeps there starts at its second line (src/wasm/load.ts)
  ...['--importMemory', '--initialMemory', '1', '--memoryBase', '64'],
];

/** Folders with a folder `assembly` and the `module.ts` that is made of it. */
export const modules = ['src/kernel/primitives', 'src/math/columns', 'src/trial/replicate/loops'];

/** The text of a folder's module.ts. @throws Error with the compiler's messages */
export async function compileModule(folder) {
  const source = `${folder}/assembly/`;
  const entry = relative(cwd(), fileURLToPath(new URL(`${source}index.ts`, ROOT)));
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main([entry, '--outFile', 'binary', ...OPTIONS], {
    writeFile: (_name, contents) => {
      binary = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const text = Buffer.from(binary).toString('base64');
  return `// Made by \`npm run build:wasm\` from ${source}: change that, not this.\nexport const MODULE =\n  '${text}';\n`;
}

if (argv[1] === fileURLToPath(import.meta.url))
  for (const folder of modules)
    writeFileSync(new URL(`${folder}/module.ts`, ROOT), await compileModule(folder));
