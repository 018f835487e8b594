const numbersOf = (version: string): number[] =>
  version.split(/[.+-]/).map((part) => (/^\d+$/.test(part) ? Number(part) : 0));

/** Whether a version such as `2.4.10` comes after another one, number by number. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [numbersOf(version), numbersOf(than)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** The newer of the two. */
export const newerOf = (one: string, other: string): string => (isNewer(one, other) ? one : other);
