/**
 * A UUID that looks like version 4 and depends only on its number, so that a seeded history is the same on every load. Each
 * group contains a letter, because the running gateway redacts groups of digits.
 */
export function seededUuid(kind: string, index: number): string {
  const hex = (length: number, salt: number) => {
    let state = (Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + kind.length, 0x85ebca6b)) >>> 0;
    for (const character of kind) state = (Math.imul(state, 31) + character.charCodeAt(0)) >>> 0;
    let text = '';
    while (text.length < length) {
      state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39) >>> 0;
      text += state.toString(16).padStart(8, '0');
    }
    return text.slice(0, length);
  };
  const serial = index.toString(16).padStart(7, '0').slice(-7);
  return `${serial}a-${hex(3, 1)}b-4${hex(2, 2)}c-9${hex(2, 3)}d-${hex(11, 4)}e`;
}

export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** `byteCount` random bytes in base64url, like the parts of a token. */
export function randomBase64Url(byteCount: number): string {
  return toBase64Url(String.fromCharCode(...randomBytes(byteCount)));
}

/** Base64url of a string of bytes (code units 0 to 255). */
export function toBase64Url(bytes: string): string {
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
