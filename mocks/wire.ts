import { HttpResponse } from 'msw';
import type { Reply } from '../core/http/reply';

/** An answer as it goes over the wire. */
export interface Wire {
  status: number;
  headers: Record<string, string>;
  /** Null for no body at all. */
  text: string | null;
}

/** `lost`: the connection breaks without an answer. `silent`: no answer ever comes. */
export type Outcome = Wire | 'lost' | 'silent';

const byteLength = (text: string) => new TextEncoder().encode(text).byteLength;

export function jsonWire(status: number, body: unknown, headers: Record<string, string> = {}): Wire {
  return textWire(status, JSON.stringify(body), { 'Content-Type': 'application/json', ...headers });
}

export function textWire(status: number, text: string | null, headers: Record<string, string>): Wire {
  const length: Record<string, string> =
    status === 204 ? {} : { 'Content-Length': String(byteLength(text ?? '')) };
  return { status, text, headers: { ...headers, ...length } };
}

/** A reply in the form that is sent. */
export const toWire = ({ status, body, headers = {} }: Reply): Wire => jsonWire(status, body, headers);

/** Never settles for `silent`, and is a network error for `lost`. */
export async function toResponse(outcome: Outcome): Promise<Response> {
  if (outcome === 'silent') return new Promise(() => undefined);
  if (outcome === 'lost') return HttpResponse.error();
  const { status, text, headers } = outcome;
  // Of one header under two spellings, the later one counts.
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) sent.set(name, value);
  return new HttpResponse(text, { status, headers: sent });
}

/** The reverse of `toResponse`. */
export async function fromResponse(response: Response): Promise<Wire> {
  const text = await response.text();
  return textWire(response.status, text === '' ? null : text, Object.fromEntries(response.headers));
}
