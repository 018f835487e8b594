import { jsonWire, type Wire } from '../wire';

type Members = Record<string, unknown>;

/** The members of a JSON object, or none. */
export function membersOf(text: string | null): Members {
  const value: unknown = JSON.parse(text ?? 'null');
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Changes the `data` of a successful answer in the envelope. A refusal stays as it is. */
export function changeData(wire: Wire, change: (data: Members) => Members): Wire {
  if (wire.status !== 200) return wire;
  const body = membersOf(wire.text);
  const data = change(membersOf(JSON.stringify(body['data'] ?? null)));
  return jsonWire(200, { ...body, data }, wire.headers);
}
