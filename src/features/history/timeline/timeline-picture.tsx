import type { PointerEvent } from 'react';
import { formatUtc } from '../../../lib/time';
import type { Mark, Range, Span, Timeline } from './timeline';

const WIDTH = 1_000;
const HEIGHT = 60;
/** The smallest width of an area: one minute in a year must still be visible. */
const MIN_WIDTH = 4;
const YEARLY_MS = 300 * 24 * 3_600_000;

type PictureProps = { timeline: Timeline; current: Mark | null; onPoint: (mark: number | null) => void };

/** The engaged times as areas on a line, stretched to the page's width. */
export function TimelinePicture({ timeline, current, onPoint }: PictureProps) {
  const { start, end, spans, marks, unknownBefore, ticks } = timeline;
  const x = (time: number) => ((time - start) / (end - start)) * WIDTH;
  const area = (from: number, to: number) => {
    const width = Math.max(MIN_WIDTH, x(to) - x(from));
    // An incident that has just begun must not fall off the edge.
    return `M${Math.min(x(from), WIDTH - width).toFixed(1)} 8h${width.toFixed(1)}v36h${(-width).toFixed(1)}Z`;
  };
  const path = (which: (span: Span) => boolean) =>
    spans
      .filter(which)
      .map(({ from, to }) => area(from, to))
      .join('');
  // Stripes on a thin area would look like a broken line.
  const isWide = ({ from, to }: Span) => x(to) - x(from) > 4 * MIN_WIDTH;

  function point(event: PointerEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const time = start + ((event.clientX - box.left) / box.width) * (end - start);
    const slack = ((end - start) / box.width) * 6;
    const at = marks.findIndex(({ from, to }) => time >= from - slack && time <= to + slack);
    if (at >= 0) onPoint(at);
  }

  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="mt-2 h-24 w-full"
      onPointerMove={point}
      onPointerDown={point}
    >
      <defs>
        <pattern id="engaged-stripes" width="12" height="12" patternUnits="userSpaceOnUse">
          <path d="M0 12 12 0" stroke="var(--color-surface)" strokeWidth="2" />
        </pattern>
        <pattern id="unknown-dots" width="10" height="10" patternUnits="userSpaceOnUse">
          <circle cx="3" cy="3" r="1.5" fill="var(--color-unknown)" />
        </pattern>
      </defs>
      <path
        d={`M0 44H${WIDTH}`}
        stroke="var(--color-line)"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      {ticks.map((tick) => (
        <path
          key={tick}
          d={`M${x(tick)} 44v8`}
          stroke="var(--color-line)"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {unknownBefore !== null && <path d={area(start, unknownBefore)} fill="url(#unknown-dots)" />}
      <path d={path(({ open }) => !open)} fill="var(--color-engaged)" />
      <path d={path((span) => !span.open && isWide(span))} fill="url(#engaged-stripes)" />
      <path
        d={path(({ open }) => open)}
        fill="var(--color-engaged)"
        stroke="var(--color-ink)"
        strokeWidth="3"
        vectorEffect="non-scaling-stroke"
      />
      {current && (
        <path
          d={area(current.from, current.to)}
          fill="none"
          stroke="var(--color-focus)"
          strokeWidth="4"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

/** In UTC, and short enough for a narrow screen. */
function tickLabel(tick: number, range: Range, length: number): string {
  const text = formatUtc(tick);
  if (range === '24h') return text.slice(11, 16);
  return length > YEARLY_MS ? text.slice(0, 7) : text.slice(5, 10);
}

/** A picture of its own, because the other one is stretched to the page's width. */
export function TickLabels({ timeline: { start, end, ticks }, range }: { timeline: Timeline; range: Range }) {
  return (
    <svg aria-hidden="true" className="h-6 w-full overflow-visible text-meta">
      {ticks.map((tick, place) => (
        <text
          key={tick}
          x={`${((tick - start) / (end - start)) * 100}%`}
          y="16"
          textAnchor="middle"
          fill="var(--color-muted)"
          className={place % 2 === 1 ? 'max-sm:hidden' : ''}
        >
          {tickLabel(tick, range, end - start)}
        </text>
      ))}
    </svg>
  );
}
