const UUID = /^([\da-f]{4})[\da-f]{4}(?:-[\da-f]{4}){3}-[\da-f]{8}([\da-f]{4})$/i;

/** An id for the eye: `ac3e…e9f0`. A name, and any other text, stays as it is. */
export function shortId(id: string): string {
  return id.replace(UUID, '$1…$2');
}
