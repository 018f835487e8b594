/** Base64 of RFC 4648, section 4. */
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Null for anything but the one way to write these bytes: decoders forgive blanks, and bits that nobody needs. */
export function fromBase64(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return toBase64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

/** Base64 of RFC 4648, section 5, without padding. */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** Null for anything but the one way to write these bytes. */
export function fromBase64Url(text: string): Uint8Array | null {
  const usual = text.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = fromBase64(usual.padEnd(Math.ceil(usual.length / 4) * 4, '='));
  return bytes && toBase64Url(bytes) === text ? bytes : null;
}
