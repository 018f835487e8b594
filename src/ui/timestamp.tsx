import { formatLocal, formatUtc } from '../lib/time';

/** A moment (ms since the epoch) in the person's own time zone, with UTC beside it; once where both are the same. */
export function Timestamp({ ms }: { ms: number }) {
  const local = formatLocal(ms);
  const isUtc = local.endsWith('UTC');
  return (
    <time dateTime={new Date(ms).toISOString()}>
      <span>{isUtc ? formatUtc(ms) : `${local} `}</span>
      {!isUtc && (
        <span className="inline-block text-meta font-normal">
          (<span>{formatUtc(ms)}</span>)
        </span>
      )}
    </time>
  );
}
