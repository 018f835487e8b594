import { openSync, readdirSync, readFileSync } from 'node:fs';

/** How `/proc/self/fdinfo` marks a file that a new program does not inherit, in octal. */
const CLOSE_ON_EXEC = 0o2000000;
const FIRST = 4;

let nothing: number | undefined;

/**
 * Files that the Guardian itself has inherited open, and that a child would inherit, too: whoever started the Guardian left
 * them open. The answer is for `stdio` of `spawn`, from the fifth place on: each of these is `/dev/null` in the child.
 */
export function coverLeakedFiles(): (number | 'ignore')[] {
  const leaked = readdirSync('/proc/self/fdinfo').map(Number).filter(isInherited);
  if (leaked.length === 0) return [];
  const cover = (nothing ??= openSync('/dev/null', 'r+'));
  const last = Math.max(...leaked);
  return Array.from({ length: last - FIRST + 1 }, (_, index) =>
    leaked.includes(index + FIRST) ? cover : 'ignore',
  );
}

function isInherited(file: number): boolean {
  if (file < FIRST) return false;
  try {
    const flags = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${file}`, 'utf8'))?.[1] ?? '0';
    return (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    // It was the folder that is being listed.
    return false;
  }
}
