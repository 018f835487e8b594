/**
 * A random UUID (RFC 4122 v4). `crypto.randomUUID` is missing in insecure contexts, and a console that is opened over plain
 * http in an emergency must still be able to send.
 */
export function uuid(): string {
  const random = (bits: number): number => (crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) & bits;
  // x is any digit, y one of 8 to b (the variant).
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (digit) =>
    (digit === 'x' ? random(15) : random(3) + 8).toString(16),
  );
}
