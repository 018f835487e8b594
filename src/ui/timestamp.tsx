import { formatLocal, formatUtc } from '../lib/time';

/** A moment (ms since the epoch) in the person's own time zone, with UTC beside it, or once where that is the same. */
export function Timestamp({ ms }: { ms: number }) {
  const local = formatLocal(ms);
  const utc = formatUtc(ms);
  return (
    <time dateTime={new Date(ms).toISOString()}>
      {local.endsWith('UTC') ? (
        <span>{utc}</span>
      ) : (
        <>
          <span>{local}</span>{' '}
          <span className="inline-block text-meta font-normal">
            (<span>{utc}</span>)
          </span>
        </>
      )}
    </time>
  );
}
