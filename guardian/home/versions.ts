/** Three numbers, as `2.4.1`. Nothing else becomes the name of a folder. */
const VERSION = /^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}$/;

export const isVersion = (text: string): boolean => VERSION.test(text);

/** Negative when `a` is older than `b`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The newer of the two. */
export const newerOf = (a: string, b: string): string => (compareVersions(a, b) < 0 ? b : a);
