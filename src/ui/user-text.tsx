import { useState } from 'react';
import { clip, isGlued, revealHidden } from '../lib/text';
import { Button } from './button';

/**
 * A longer text starts folded, and unfolds by this much at a time. A page of text renders at once; a book would block the
 * browser.
 */
export const FOLD = 2_000;
const UNFOLD = 100_000;

// A piece without any place for a line break scrolls in its own box, so that it widens neither the page nor a table.
const GLUED =
  'inline-block w-full min-w-40 overflow-x-auto overflow-y-hidden py-1 align-top contain-inline-size';

/**
 * Text that somebody typed: isolated from the page's text direction, with hidden characters made visible and line breaks
 * kept. A long text is folded.
 */
export function UserText({ text }: { text: string }) {
  if (text.length > FOLD) return <LongText text={text} />;
  return <Isolated text={text} />;
}

function Isolated({ text }: { text: string }) {
  return (
    <bdi className={`wrap-anywhere whitespace-pre-wrap ${isGlued(text) ? GLUED : ''}`}>
      {revealHidden(text)}
    </bdi>
  );
}

function LongText({ text }: { text: string }) {
  const [most, setMost] = useState(FOLD);
  const left = text.length - most;
  const label =
    left > UNFOLD
      ? `Show ${formatCount(UNFOLD)} more of all ${formatCount(text.length)} characters`
      : `Show all ${formatCount(text.length)} characters`;
  return (
    <span>
      <Isolated text={clip(text, most)} />
      {left > 0 && (
        <span className="ml-2 inline-block print:hidden">
          <Button onClick={() => setMost(left > UNFOLD ? most + UNFOLD : text.length)}>{label}</Button>
        </span>
      )}
    </span>
  );
}

function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}
