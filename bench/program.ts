interface Program<Options extends { help: boolean }> {
  usage: string;
  /** @throws RangeError or TypeError for invalid options */
  readOptions(words: string[]): Options;
  main(options: Options, words: readonly string[]): Promise<void>;
}

/** Runs a program of this folder with its command line. Exit code 2 is for invalid options, 1 for a failure. */
export async function runProgram<Options extends { help: boolean }>(
  program: Program<Options>,
): Promise<void> {
  const { usage, readOptions, main } = program;
  const words = process.argv.slice(2);
  try {
    const options = readOptions(words);
    if (options.help) console.log(usage);
    else await main(options, words);
  } catch (error) {
    const isSlip = error instanceof RangeError || error instanceof TypeError;
    console.error(isSlip ? `${error.message}\n${usage}` : error);
    process.exitCode = isSlip ? 2 : 1;
  }
}
