import { useState } from 'react';
import { clip, isGlued, revealHidden } from '../lib/text';
import { Button } from './button';

/** What is longer begins folded, and unfolds by so much at a time: a page of text is drawn at once, a book blocks the browser. */
export const FOLD = 2_000;
const UNFOLD = 100_000;

// A piece without a place to break it scrolls in a box of its own: neither the page nor a table may grow with it.
const GLUED =
  'inline-block w-full min-w-40 overflow-x-auto overflow-y-hidden py-1 align-top contain-inline-size';

/** Text that somebody typed: isolated from the page's direction, hidden characters shown, line breaks kept; a long one is folded. */
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
