import { done, invalid, type Outcome } from './outcome';

/** The members of a JSON object in a body. A body that is empty or any other JSON has none. A body that is not JSON is refused with 422. */
export function readMembers(text: string): Outcome<ReadonlyMap<string, unknown>> {
  try {
    const value: unknown = text === '' ? null : JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return done(new Map(isObject ? Object.entries(value) : []));
  } catch {
    const ctx = { error: 'Expecting value' };
    const loc = ['body', text.length];
    return invalid({ type: 'json_invalid', loc, msg: 'JSON decode error', input: {}, ctx });
  }
}

/** A whole number from the query. Anything else is refused with 422, in the words of the running Aegis. */
export function readInteger(
  query: URLSearchParams,
  name: string,
  { fallback, min, max = Infinity }: { fallback: number; min: number; max?: number },
): Outcome<number> {
  const input = query.get(name);
  if (input === null) return done(fallback);
  const loc = ['query', name];
  if (!/^[+-]?\d{1,15}$/.test(input)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer';
    return invalid({ type: 'int_parsing', loc, msg, input });
  }
  const value = Number(input);
  if (value < min) {
    const msg = `Input should be greater than or equal to ${min}`;
    return invalid({ type: 'greater_than_equal', loc, msg, input, ctx: { ge: String(min) } });
  }
  if (value > max) {
    const msg = `Input should be less than or equal to ${max}`;
    return invalid({ type: 'less_than_equal', loc, msg, input, ctx: { le: String(max) } });
  }
  return done(value);
}
