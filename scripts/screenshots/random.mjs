// @ts-check

/** Runs in the page: makes the ids the same every time. */
export function repeatableRandom() {
  let state = 1;
  /** @param {ArrayBufferView | null} view */
  const fill = (view) => {
    if (!view) return view;
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (const index of bytes.keys()) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      bytes[index] = state >>> 16;
    }
    return view;
  };
  Object.defineProperty(crypto, 'getRandomValues', { value: fill, configurable: true });
  Object.defineProperty(crypto, 'randomUUID', {
    configurable: true,
    value: () => {
      const bytes = new Uint8Array(16);
      fill(bytes);
      const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const parts = [digits.slice(0, 8), digits.slice(8, 12)];
      const marked = [`4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
      return [...parts, ...marked, digits.slice(20)].join('-');
    },
  });
}
