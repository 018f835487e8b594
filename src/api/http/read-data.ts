import { safeParse } from 'valibot';
import type { GenericSchema } from 'valibot';
import { isRecord } from '../../lib/is-record';
import { ApiError } from '../errors/api-error';
import { readRefusal, requestIdOf } from '../errors/read-refusal';

type Expected<T> = {
  /** The schema of the envelope's `data`, or of the whole body when there is no envelope. */
  schema: GenericSchema<unknown, T>;
  enveloped?: boolean;
};

/**
 * The data of a 2xx answer. Status 200 can still be a refusal: `{success:false, error}`. An answer that reports success and
 * an error at once is neither (law 1).
 */
export function readData<T>(
  { schema, enveloped = true }: Expected<T>,
  body: unknown,
  text: string,
  { status, headers }: Response,
  ownId: string,
): { data: T; requestId: string } {
  const requestId = requestIdOf(body, headers, ownId);
  const fields = isRecord(body) ? body : {};
  const success = fields['success'];
  const reportsError = Boolean(fields['error'] || fields['detail']);
  const refused = enveloped ? success !== true : success === false;
  if (refused && reportsError) throw new ApiError('http', readRefusal(status, headers, text, ownId));
  if (enveloped && reportsError) {
    const { serverWords, code } = readRefusal(status, headers, text, ownId);
    throw new ApiError('contradictory', { status, requestId, serverWords, code });
  }
  const parsed = safeParse(schema, enveloped ? fields['data'] : body);
  if (!parsed.success || (enveloped && success !== true))
    throw new ApiError('wrong-shape', { status, requestId });
  return { data: parsed.output, requestId };
}
