/** Three numbers, as `2.4.1`. Nothing else becomes the name of a folder. */
const VERSION = /^(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}$/;

export const isVersion = (text: string): boolean => VERSION.test(text);

/** Negative when `one` is older than `other`, number by number. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split('.').map(Number), other.split('.').map(Number)];
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const isNewer = (version: string, than: string): boolean => compareVersions(version, than) > 0;

/** The newer of the two. */
export const newerOf = (one: string, other: string): string => (isNewer(one, other) ? one : other);
