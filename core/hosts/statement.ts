import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256Hex } from '../audit/chain/chain';
import { fromBase64Url, toBase64Url } from '../text/base64';
import { canonicalJson } from '../text/canonical-json';
import { parseObject } from '../text/json-object';

/**
 * How the control plane tells a Guardian who asks: a statement about one call, signed with the host's token, which never
 * travels itself. A statement is good for one use, for a short time, and for this call only.
 */

export const PERSON_HEADER = 'X-Exacta-Person';
export const SIGNATURE_HEADER = 'X-Exacta-Signature';

/** A statement ends at most this long after now, in ms. */
export const LONGEST_STATEMENT_MS = 30_000;
/** How long the control plane's own statements are good. Clocks that differ by less than this, either way, do no harm. */
const STATEMENT_MS = 15_000;
/** Two headers of this many characters are more than any person and path need. */
const LONGEST_HEADER = 8_192;

/** The role of the control plane itself: it reads the status and the outbox, and may do nothing else. */
export const CONTROL_PLANE = 'CONTROL_PLANE';

/** The call that a statement is about, as it is sent. */
export interface StatedCall {
  method: string;
  /** As the Guardian sees it: `/guardian/status`. */
  path: string;
  /** What stands behind the `?`; empty when there is none. */
  query: string;
  /** Empty when there is none. */
  body: string;
}

/** Who makes a call, and for which tenant and host. */
export interface StatedPerson {
  tenantId: string;
  /** The name by which the control plane knows the host. */
  host: string;
  id: string;
  email: string;
  role: string;
}

/** The two headers of a call, by their names. `now` in ms since the epoch; `nonce` is new for each call. */
export function makeStatement(
  token: string,
  person: StatedPerson,
  call: StatedCall,
  { now, nonce }: { now: number; nonce: string },
): Record<string, string> {
  const text = canonicalJson({
    tenant_id: person.tenantId,
    host: person.host,
    id: person.id,
    email: person.email,
    role: person.role,
    method: call.method,
    path: call.path,
    query: call.query,
    body_sha256: sha256Hex(call.body),
    expires_at: now + STATEMENT_MS,
    nonce,
  });
  const encoded = toBase64Url(utf8ToBytes(text));
  return { [PERSON_HEADER]: encoded, [SIGNATURE_HEADER]: toBase64Url(macOf(token, encoded)) };
}

export type StatementFault =
  | 'missing'
  /** Not signed with this token, or damaged. */
  | 'wrong_signature'
  | 'unreadable'
  | 'expired'
  /** It would be good for too long. */
  | 'too_long'
  | 'other_call'
  | 'other_host'
  /** It was used before, or may have been. */
  | 'repeated';

/** What a Guardian knows when it judges a statement. */
export interface Judging {
  token: string;
  /** The name of this host, as it was added to the control plane. Null where that is not known: then any name is taken. */
  host: string | null;
  /** ms since the epoch. */
  now: number;
  nonces: Nonces;
  /** When the host began to remember nonces, by its clock of now. What was stated before may have been used before. */
  since: number;
}

/**
 * The person whom the headers name, or why they are not believed: the answer is then 401, whatever the reason. `header`
 * answers a header by its name, in any case.
 */
export function readStatement(
  header: (name: string) => string | null,
  call: StatedCall,
  { token, host, now, nonces, since }: Judging,
): StatedPerson | { fault: StatementFault } {
  const encoded = header(PERSON_HEADER) ?? '';
  const signature = header(SIGNATURE_HEADER) ?? '';
  if (encoded === '' || signature === '') return { fault: 'missing' };
  if (encoded.length > LONGEST_HEADER) return { fault: 'unreadable' };
  // Before anything is read: only the control plane's words are worth reading.
  if (!isSameBytes(fromBase64Url(signature), macOf(token, encoded))) return { fault: 'wrong_signature' };
  const read = readWords(encoded);
  if (!read) return { fault: 'unreadable' };
  const { words, expiresAt } = read;
  if (expiresAt < now) return { fault: 'expired' };
  if (expiresAt > now + LONGEST_STATEMENT_MS) return { fault: 'too_long' };
  if (!isAbout(words, call)) return { fault: 'other_call' };
  if (host !== null && words.host !== host) return { fault: 'other_host' };
  const isFromBefore = expiresAt - STATEMENT_MS < since;
  if (isFromBefore || !nonces.take(words.nonce, expiresAt, now)) return { fault: 'repeated' };
  const { tenant_id: tenantId, host: named, id, email, role } = words;
  return { tenantId, host: named, id, email, role };
}

const NAMES = [
  'tenant_id',
  'host',
  'id',
  'email',
  'role',
  'method',
  'path',
  'query',
  'body_sha256',
  'nonce',
] as const;
type Words = Record<(typeof NAMES)[number], string>;

function readWords(encoded: string): { words: Words; expiresAt: number } | null {
  const bytes = fromBase64Url(encoded);
  const found = bytes && parseObject(new TextDecoder().decode(bytes));
  const expiresAt = found?.['expires_at'];
  if (!found || typeof expiresAt !== 'number' || !Number.isSafeInteger(expiresAt)) return null;
  const texts = NAMES.map((name) => [name, found[name]]);
  if (texts.some(([, text]) => typeof text !== 'string' || text.length > LONGEST_HEADER)) return null;
  // Each of the names is there, with a text.
  return { words: Object.fromEntries(texts) as Words, expiresAt };
}

const isAbout = (words: Words, { method, path, query, body }: StatedCall): boolean =>
  words.method === method &&
  words.path === path &&
  words.query === query &&
  words.body_sha256 === sha256Hex(body);

const macOf = (token: string, encoded: string): Uint8Array =>
  hmac(sha256, utf8ToBytes(token), utf8ToBytes(encoded));

/** In a time that tells nothing about where they differ. */
function isSameBytes(given: Uint8Array | null, right: Uint8Array): boolean {
  if (given?.length !== right.length) return false;
  return given.reduce((differing, byte, index) => differing | (byte ^ (right[index] ?? 0)), 0) === 0;
}

/** Remembers which statements were used. */
export interface Nonces {
  /** False when it was taken before. */
  take(nonce: string, expiresAt: number, now: number): boolean;
}

/** A statement that is over is refused for that, so its nonce is forgotten then: at most 30 s of them are kept. */
export function createNonces(): Nonces {
  const used = new Map<string, number>();
  return {
    take(nonce, expiresAt, now) {
      for (const [old, until] of used) if (until < now) used.delete(old);
      if (used.has(nonce)) return false;
      used.set(nonce, expiresAt);
      return true;
    },
  };
}
