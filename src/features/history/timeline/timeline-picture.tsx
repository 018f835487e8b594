import type { MouseEvent } from 'react';
import type { Placed, Span, Timeline } from './timeline';

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
  /** Called with the moment that a person clicks. */
  onClick: (time: number) => void;
};

/** The engaged times as areas on a line, stretched to the page's width. */
export function TimelinePicture({ timeline, current, onPoint, onClick }: PictureProps) {
  const { start, end, spans, placed, unknownBefore, ticks } = timeline;
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
      className="mt-2 h-22 w-full"
      onPointerMove={point}
      onClick={(event) => onClick(timeAt(event).time)}
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
