import { formatUtc } from '../../../lib/time';
import { labelOf } from '../answer/answer';
import { DAY_MS, type Period } from '../filter/dates';
import type { Slot } from './slots';
import type { Timeline } from './timeline';

const YEAR_MS = 300 * DAY_MS;

type AxisProps = { timeline: Timeline; slots: readonly Slot[]; onPeriod: (period: Period) => void };

/**
 * The names of the days below the picture, as buttons that choose them; the hours as well where there is room. A picture of
 * its own, because the other one is stretched to the page's width.
 */
export function Axis({ timeline, slots, onPeriod }: AxisProps) {
  const { start, end, ticks } = timeline;
  const hours = ticks.some((tick) => tick % DAY_MS !== 0);
  return (
    <>
      {hours && (
        <svg aria-hidden="true" className="h-6 w-full overflow-visible text-meta">
          {ticks.map((tick, place) => (
            <text
              key={tick}
              x={percent((tick - start) / (end - start))}
              y="16"
              textAnchor="middle"
              fill="var(--color-muted)"
              className={place % 2 === 1 ? 'max-sm:hidden' : ''}
            >
              {formatUtc(tick).slice(11, 16)}
            </text>
          ))}
        </svg>
      )}
      {slots.length > 0 && (
        <svg role="presentation" className="h-6 w-full overflow-visible pointer-coarse:h-11">
          {slots.map((slot) => (
            <foreignObject
              key={slot.from}
              x={percent(slot.left)}
              y="0"
              width={percent(slot.width)}
              height="44"
            >
              <button
                type="button"
                aria-label={`Show ${labelOf(slot)}`}
                onClick={() => onPeriod(slot)}
                className="min-h-6 w-full rounded-control text-meta text-muted hover:bg-sunken hover:text-ink pointer-coarse:min-h-11"
              >
                {slotName(slot, end - start)}
              </button>
            </foreignObject>
          ))}
        </svg>
      )}
    </>
  );
}

const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

/** A part of the label, short enough for a narrow screen: `Tue 24`, `24 Nov`, `Nov 2026`. */
function slotName({ from, before }: Slot, length: number): string {
  const [weekday = '', day = '', month = '', year = ''] = labelOf({ from, before: from + DAY_MS }).split(' ');
  if (before - from === DAY_MS) return `${weekday} ${day}`;
  return length > YEAR_MS ? `${month} ${year}` : `${day} ${month}`;
}
