import { isRecord } from '../../lib/is-record';
import { withoutSecrets } from '../../lib/server-words';
import { clip } from '../../lib/text';
import { retryAfterOf } from '../http/answer-headers';
import type { FieldError } from './api-error';

/** The longest text from the server that is kept, in UTF-16 units. */
export const MAX_WORDS = 300;
const MAX_FIELD_ERRORS = 20;

export type Refusal = {
  status: number;
  code: string | null;
  serverWords: string | null;
  fieldErrors: FieldError[];
  /** The body is `{detail: "…"}` and nothing else. */
  bare: boolean;
  details: unknown;
  requestId: string;
  retryAfterSeconds: number | null;
};

/** Parsed JSON, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The request id to quote: the server's own, otherwise the one in the answer's header, otherwise ours. */
export function requestIdOf(body: unknown, headers: Headers, own: string): string {
  const meta = isRecord(body) && isRecord(body['meta']) ? body['meta'] : {};
  const isId = (id: unknown): id is string => typeof id === 'string' && /^[\w.:-]{1,100}$/.test(id);
  return [meta['request_id'], headers.get('X-Request-ID')].find(isId) ?? own;
}

/** Accepts `reason_required`, `KILL_FILE_PRESENT` and `forbidden`, but not `Forbidden`, which is a word for people. */
function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^([a-z][\w.-]{0,63}|[A-Z][A-Z\d_]{2,63})$/.test(value);
}

/** A text with more lines than this is not a sentence: it keeps its lines and is shown folded. */
const SENTENCE_LINES = 3;

/** One line of readable text without the values of secrets; null when nothing readable is left. */
function words(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const lines = withoutSecrets(value.slice(0, MAX_WORDS * 4))
    .split(/[\n\r\u2028\u2029]+/)
    .map((line) => line.replace(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((line) => line !== '');
  const text = lines.join(lines.length > SENTENCE_LINES ? '\n' : ' ');
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  return clip(text, MAX_WORDS);
}

/**
 * Joins "Validation failed" and "reason: too short". A one-word heading such as "Forbidden" is dropped when there is a
 * detail.
 */
function joined(heading: string | null, detail: string | null): string | null {
  if (!heading || !detail) return heading ?? detail;
  const adds = heading.includes(' ') && !detail.toLowerCase().includes(heading.toLowerCase());
  return adds ? words(`${heading.replace(/[.:]+$/, '')}: ${detail}`) : detail;
}

/** The name of a field in FastAPI's `loc`, without its first part (`body`, `query`, …), which means nothing to a person. */
function fieldName(loc: unknown): string {
  const names = Array.isArray(loc) ? loc.filter((part) => typeof part === 'string') : [];
  return words(names.slice(/^(body|query|path|header|cookie)$/.test(names[0] ?? '') ? 1 : 0).join('.')) ?? '';
}

function fieldErrorOf(item: unknown): FieldError[] {
  const message = isRecord(item) ? words(item['msg']) : null;
  return isRecord(item) && message ? [{ field: fieldName(item['loc']), message }] : [];
}

function isBare(json: unknown): boolean {
  return isRecord(json) && Object.keys(json).length === 1 && typeof json['detail'] === 'string';
}

function namesBlockers(part: unknown): boolean {
  return isRecord(part) && Object.hasOwn(part, 'blockers');
}

/**
 * Reads a refusal in any of its forms: `{success,data,error,meta}`, `{success,error,meta:{code}}`, `{error,detail}`,
 * `{detail}` as a sentence, list or object, problem+json, plain text, HTML (no words), or an empty body. Never throws:
 * nothing in an answer can be trusted. `ownId` is quoted when the server names no request id.
 */
export function readRefusal(status: number, headers: Headers, text: string, ownId = ''): Refusal {
  const json = parseJson(text);
  const body = isRecord(json) ? json : {};
  const meta = isRecord(body['meta']) ? body['meta'] : {};
  const parts = [body, body['error'], body['detail']].filter(isRecord);
  const named = (name: string): unknown[] => parts.map((part) => part[name]);
  const { title, type } = body;
  // problem+json names its kind by a URL; in other formats `type` can mean anything.
  const problem = typeof title === 'string' && typeof type === 'string' ? type.split(/[/#]/).at(-1) : null;
  const sentence = (...names: string[]): string | null =>
    names
      .flatMap(named)
      .filter((value) => !isCode(value))
      .map(words)
      .find((line) => line !== null) ?? null;

  const plain = json === undefined && /^text\/plain/i.test(headers.get('Content-Type') ?? '');
  const list = [body['detail'], meta['details']].find((value) => Array.isArray(value));
  return {
    status,
    code: [...['error', 'code', 'detail'].flatMap(named), meta['code'], problem].find(isCode) ?? null,
    serverWords: plain ? words(text) : joined(sentence('error', 'title'), sentence('detail', 'message')),
    bare: isBare(json),
    fieldErrors: (list ?? []).slice(0, MAX_FIELD_ERRORS).flatMap(fieldErrorOf),
    // The contract does not say where in a refusal the blockers are.
    details:
      [body['data'], meta, body['error'], body['detail'], body].find(namesBlockers) ?? body['data'] ?? null,
    requestId: requestIdOf(body, headers, ownId),
    retryAfterSeconds: retryAfterOf(headers),
  };
}
