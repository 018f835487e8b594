import type { SpoilerFault } from './fault-names';
import { FAIL_CLOSED, timeout } from './fault-replies';
import { otherTenant } from '../seeds/personas';
import { ok } from '../../core/http/reply';
import { jsonWire, textWire, type Outcome, type Wire } from '../wire';

const DIGITS_REDACTED = '***AADHAAR_REDACTED***';

/** Redacts an answer as the running gateway does: tokens, emails, hashes, and twelve digits with or without hyphens. */
function redact(text: string): string {
  return text
    .replace(/\b[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, '***JWT_REDACTED***')
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '***EMAIL_REDACTED***')
    .replace(/\b[0-9a-f]{64}\b/gi, '***HEX_SECRET_REDACTED***')
    .replace(/\b\d{4}[\s-]?\d{4}[\s-]?\d{4}\b/g, DIGITS_REDACTED);
}

type Change = (text: string, key: string) => string;

/** An answer of the Guardian names its host and no tenant. */
const toOtherTenant: Change = (text, key) => {
  if (key === 'tenant_id') return otherTenant(text).id;
  return key === 'host' ? otherTenant(text).host : text;
};

const redactTenant: Change = (text, key) =>
  key === 'tenant_id' ? text.replace(/^[^-]*/, DIGITS_REDACTED) : text;

function changeStrings(value: unknown, change: Change, key = ''): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((item) => changeStrings(item, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, changeStrings(inner, change, name)]),
  );
}

function changeBody({ status, text, headers }: Wire, change: Change): Wire {
  const body: unknown = JSON.parse(text ?? 'null');
  return jsonWire(status, changeStrings(body, change), headers);
}

/** Cuts the body but keeps the Content-Length of the whole: the server then sends less than it announced. */
function breakOff(wire: Wire): Wire {
  return { ...wire, text: wire.text?.slice(0, Math.floor(wire.text.length / 2)) ?? null };
}

/** Redacts, but keeps the Content-Length from before: the server then sends the whole answer, and less than it announced. */
function redactTooLate(wire: Wire): Wire {
  const redacted = changeBody(wire, redact);
  const shorter = lengthOf(redacted) < lengthOf(wire);
  return shorter ? { ...redacted, headers: wire.headers } : redacted;
}

const lengthOf = ({ headers }: Wire) => Number(headers['Content-Length'] ?? 0);

const spoilers: Record<SpoilerFault, (wire: Wire, requestId: string) => Outcome> = {
  '504-but-done': (_wire, requestId) => timeout(requestId),
  '403-but-done': () => jsonWire(403, { success: false, error: FAIL_CLOSED, meta: { code: 403 } }),
  'hang-but-done': () => 'silent',
  'offline-but-done': () => 'lost',
  'empty-body': ({ headers }) => textWire(200, null, headers),
  '204': () => textWire(204, null, {}),
  truncated: breakOff,
  'wrong-shape': ({ headers }) => {
    // There is not even a file where one was expected.
    const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-disposition');
    return jsonWire(200, ok({ result: 'ok' }).body, Object.fromEntries(others));
  },
  'other-tenant': (wire) => changeBody(wire, toOtherTenant),
  'redacted-tenant': (wire) => changeBody(wire, redactTenant),
  'redacted-answers': (wire) => changeBody(wire, redact),
  'wrong-length': redactTooLate,
};

/** Damages a successful answer. A refusal stays unchanged, but it can break off too. */
export function spoil(fault: SpoilerFault, wire: Wire, requestId: string): Outcome {
  return wire.status < 300 || fault === 'truncated' ? spoilers[fault](wire, requestId) : wire;
}
