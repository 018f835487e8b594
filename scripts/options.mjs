// @ts-check
// Options of the scripts that a person runs. Node builtins only, because they are read before anything is installed or
// started.
import { parseArgs } from 'node:util';

/**
 * The options as `parseArgs` returns them. `--help` prints how to use the script and exits with 0. An unknown option or
 * word, or a value that `check` refuses, exits with 2 before anything has begun.
 *
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} T
 * @param {string} usage
 * @param {T} options
 * @param {{ positionals?: number, argv?: readonly string[], check?: (values: Record<string, unknown>, words: string[]) => string | null }} [more]
 */
export function readOptions(usage, options, { positionals = 0, argv = process.argv.slice(2), check } = {}) {
  if (argv.some((word) => word === '--help' || word === '-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    const { values, positionals: words } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: positionals > 0,
    });
    const extra = words[positionals];
    const problem =
      extra === undefined ? (check?.(values, words) ?? null) : `Unexpected argument '${extra}'.`;
    if (problem === null) return { values, words };
    return refuse(problem, usage);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), usage);
  }
}

/**
 * @param {string} problem
 * @param {string} usage
 * @returns {never}
 */
export function refuse(problem, usage) {
  console.error(`${problem}\n\n${usage}`);
  return process.exit(2);
}

/** @param {unknown} text */
export function isPort(text) {
  return /^\d{1,5}$/.test(String(text)) && Number(text) <= 65_535;
}
