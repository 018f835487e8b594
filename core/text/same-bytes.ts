/** In a time that tells nothing about where they differ. */
export function isSameBytes(given: Uint8Array | null, right: Uint8Array): boolean {
  if (given?.length !== right.length) return false;
  return given.reduce((differing, byte, index) => differing | (byte ^ (right[index] ?? 0)), 0) === 0;
}
