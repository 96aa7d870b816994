// Compiles this folder to WebAssembly and writes it to src/kernel/primitives/module.ts, as text that loads wherever
// JavaScript does. `npm run build:wasm` runs it; test/kernel/module.test.ts proves that what is written is what the
// source gives.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const MODULE = fileURLToPath(new URL('../module.ts', import.meta.url));

const OPTIONS = [
  ...['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert'],
  // the memory is the engine's; what the module itself keeps there starts at its second line (src/kernel/memory.ts)
  ...['--importMemory', '--initialMemory', '1', '--memoryBase', '64'],
];

/** The text of module.ts. @throws Error with the compiler's messages */
export async function compileModule() {
  const entry = relative(process.cwd(), `${FOLDER}index.ts`);
  let binary = new Uint8Array();
  const { error, stderr } = await asc.main([entry, '--outFile', 'binary', ...OPTIONS], {
    writeFile: (_name, contents) => {
      binary = contents;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  const text = Buffer.from(binary).toString('base64');
  return `// Made by \`npm run build:wasm\` from src/kernel/primitives/assembly/: change that, not this.\nexport const MODULE =\n  '${text}';\n`;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const text = await compileModule();
  writeFileSync(MODULE, text);
}
