import { useEffect, useState } from 'react';

/** So many rows that the page answers a click between two pieces. */
export const PIECE = 250;

/** How many of so many rows may be written by now. The number grows piece by piece, so that the page does not freeze. */
export function usePieces(all: number): number {
  const [written, setWritten] = useState(PIECE);
  const left = written < all;
  // Effect: the browser must get time of its own between two pieces.
  useEffect(() => {
    if (!left) return undefined;
    const timer = setTimeout(() => setWritten(written + PIECE));
    return () => clearTimeout(timer);
  }, [written, left]);
  return Math.min(written, all);
}
