import { ApiError } from '../../api/errors/api-error';
import type { Readings } from '../../api/http/reading';
import type { Session } from '../../stores/session';

const ENDED = new ApiError('http', { status: 401 });

/** After the session has ended nothing is read any more, and earlier readings say nothing about now. */
export function endedReadings<T>(readings: Readings<T>, { phase }: Session): Readings<T> {
  return phase === 'expired' && readings.error === null
    ? { ...readings, error: ENDED, everFailed: true }
    : readings;
}
