import { formatLocal, formatUtc } from '../lib/time';

/** A moment (ms since the epoch) in the person's own time zone, with UTC beside it. */
export function Timestamp({ ms }: { ms: number }) {
  return (
    <time dateTime={new Date(ms).toISOString()}>
      <span>{formatLocal(ms)}</span>{' '}
      <span className="inline-block text-meta font-normal">
        (<span>{formatUtc(ms)}</span>)
      </span>
    </time>
  );
}
