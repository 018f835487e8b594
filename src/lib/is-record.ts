/** True for every value with keys that may be read: objects and arrays, never null. Says nothing about the values. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
