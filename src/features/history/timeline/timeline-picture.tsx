import { useMemo, type MouseEvent } from 'react';
import type { Placed, Span, Timeline } from './timeline';
import type { Window } from './window';

const WIDTH = 1_000;
const HEIGHT = 54;
/** The smallest width of an area: one minute in a year must still be visible. */
const MIN_WIDTH = 4;
/** How far beside an area a person may point, in px. */
const SLACK = 6;

type PictureProps = {
  timeline: Timeline;
  current: Placed | null;
  onPoint: (incident: Placed) => void;
  /** Called with the moment that a person clicks; null when there is nothing to choose. */
  onClick: ((time: number) => void) | null;
};

/** The place of a moment in the picture. */
function x(time: number, { start, end }: Window): number {
  return ((time - start) / (end - start)) * WIDTH;
}

function area(from: number, to: number, window: Window): string {
  const width = Math.max(MIN_WIDTH, x(to, window) - x(from, window));
  // An incident that has just begun must not fall off the edge.
  const left = Math.min(x(from, window), WIDTH - width);
  return `M${left.toFixed(1)} 8h${width.toFixed(1)}v36h${(-width).toFixed(1)}Z`;
}

/** The areas of thousands of incidents, made once for all the keys that are pressed in a filter. */
function pathsOf({ spans, ...window }: Timeline) {
  const path = (which: (span: Span) => boolean) =>
    spans
      .filter(which)
      .map(({ from, to }) => area(from, to, window))
      .join('');
  // Stripes on a thin area would look like a broken line.
  const isWide = ({ from, to }: Span) => x(to, window) - x(from, window) > 4 * MIN_WIDTH;
  return {
    closed: path(({ open }) => !open),
    striped: path((span) => !span.open && isWide(span)),
    open: path(({ open }) => open),
  };
}

/** The engaged times as areas on a line, stretched to the page's width. */
export function TimelinePicture({ timeline, current, onPoint, onClick }: PictureProps) {
  const { start, end, placed, unknownBefore, ticks } = timeline;
  const paths = useMemo(() => pathsOf(timeline), [timeline]);

  function timeAt(event: MouseEvent<SVGSVGElement>): { time: number; slack: number } {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return {
      time: start + ((event.clientX - left) / width) * (end - start),
      slack: ((end - start) / width) * SLACK,
    };
  }
  function point(event: MouseEvent<SVGSVGElement>) {
    const { time, slack } = timeAt(event);
    const at = placed.findLast(({ from, to }) => time >= from - slack && time <= to + slack);
    if (at) onPoint(at);
  }

  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={`mt-2 h-24 w-full ${onClick ? 'cursor-pointer' : ''}`}
      onPointerMove={point}
      onClick={(event) => onClick?.(timeAt(event).time)}
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
          d={`M${x(tick, timeline)} 44v8`}
          stroke="var(--color-line)"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {unknownBefore !== null && <path d={area(start, unknownBefore, timeline)} fill="url(#unknown-dots)" />}
      <path d={paths.closed} fill="var(--color-engaged)" />
      <path d={paths.striped} fill="url(#engaged-stripes)" />
      <path
        d={paths.open}
        fill="var(--color-engaged)"
        stroke="var(--color-ink)"
        strokeWidth="3"
        vectorEffect="non-scaling-stroke"
      />
      {current && (
        <path
          d={area(current.from, current.to, timeline)}
          fill="none"
          stroke="var(--color-focus)"
          strokeWidth="4"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}
