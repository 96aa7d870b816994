/**
 * Gathers the command line and its worker into a few files: Node finds, reads and links three hundred modules slower
 * than it runs most commands. The library, which its users bundle themselves, stays as the compiler leaves it.
 *
 * The files lie side by side where the compiler puts the command line, or in a folder that is given, so that `pool.js`
 * finds `worker.js` beside it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { pageScripts } from '../explore/bundle.mjs';

const outdir = process.argv[2] ?? 'dist/src/cli';

const { metafile } = await build({
  entryPoints: {
    main: 'src/cli/start.ts',
    pool: 'workers/pool/pool.ts',
    draws: 'workers/pool/draws.ts',
    ...workers(),
  },
  outdir,
  allowOverwrite: true,
  bundle: true,
  // one copy of each module, so that an error of the pool is the error that the command line knows
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  // the one finds its own worker by its place, the other its platform's binary
  external: ['piscina', '@resvg/resvg-js'],
  banner: {
    // for packages that still `require` what Node brings along
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  plugins: [{ name: 'plain-width', setup: plainWidth }],
  logLevel: 'warning',
  metafile: true,
});
const { inputs, ...scripts } = await pageScripts();
writeFileSync(`${outdir}/explore.json`, JSON.stringify(scripts));
writeFileSync(`${outdir}/LICENSES.txt`, licensesOf([...Object.keys(metafile.inputs), ...inputs]));

/** Every file that a thread begins with: threads find theirs by its name, which no import tells. */
function workers() {
  const files = readdirSync('workers/pool').filter((file) => /(^|-)worker\.ts$/.test(file));
  return Object.fromEntries(files.map((file) => [file.slice(0, -3), `workers/pool/${file}`]));
}

/**
 * yargs measures its help with a package that readies all the scripts of the world at each start; ours is in plain
 * letters.
 */
function plainWidth({ onLoad, onResolve }) {
  onResolve({ filter: /^string-width$/ }, ({ kind }) =>
    kind === 'import-statement' ? { path: 'string-width', namespace: 'plain' } : undefined,
  );
  onLoad({ filter: /./, namespace: 'plain' }, () => ({
    contents: 'export default (text) => [...text].length;',
  }));
}

/** What the packages within the files ask to be told with every copy. */
function licensesOf(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const parts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENSE-MIT.txt']
      .map((file) => `${folder}/${file}`)
      .find((file) => existsSync(file));
    return `${name} ${version}, ${license}\n\n${text ? readFileSync(text, 'utf8').trim() : ''}`;
  });
  return `${parts.join('\n\n---\n\n')}\n`;
}
