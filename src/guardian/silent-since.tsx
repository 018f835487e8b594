import { isApiError } from '../api/errors/api-error';
import { isRecord } from '../lib/is-record';
import { RecordedTime } from '../ui/recorded';
import { UserText } from '../ui/user-text';

/** Since when the control plane does not hear of a host, where the error of a reading names it; else nothing. */
export function SilentSince({ error }: { error: unknown }) {
  const details = isApiError(error) && error.kind === 'http' ? error.details : null;
  if (!isRecord(details) || !Object.hasOwn(details, 'last_seen_at')) return null;
  const { host, last_seen_at: seen } = details;
  return (
    <p>
      Host <span>{typeof host === 'string' && <UserText text={host} />}</span>{' '}
      {typeof seen === 'string' && seen !== '' ? (
        <span key="since">
          silent since <RecordedTime timestamp={seen} />
        </span>
      ) : (
        <span key="never">was never heard of</span>
      )}
    </p>
  );
}
