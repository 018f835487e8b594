import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import { jsonOf } from '../../../lib/show-json';
import { isRedacted } from '../../../lib/text';
import { canonicalJson, TooDeepError } from './canonical-json';
import { signedTexts, type SignedTexts } from './signed-texts';

export type Verdict =
  | 'valid'
  | 'invalid'
  /** This browser cannot verify it. That says nothing about the record. */
  | 'unverifiable'
  /**
   * The signature fits neither text, and JavaScript cannot represent a number in the record: it is not known what was
   * signed.
   */
  | 'inexact'
  /** The signature does not fit, and the server redacted a part of the record. */
  | 'redacted'
  /** The record is nested too deeply to be read. */
  | 'too-deep';

export type Verification = {
  verdict: Verdict;
  /** SHA-256 of the public key (SPKI), hex, computed here and not taken from the record. Null when it cannot be computed. */
  fingerprint: string | null;
  /** The text that the signature covers: the one that fits, otherwise that of RFC 8785. Null when there is none. */
  covered: string | null;
};

/** RFC 8032 §7.1, test 1: the signature of an empty message. */
const KNOWN = {
  key: fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
  signature: fromHex(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ),
};

/** The browser's own cryptography; null in an insecure context, where there is none. */
export function browserCrypto(): SubtleCrypto | null {
  return globalThis.crypto?.subtle ?? null;
}

/** What the signature covers by RFC 8785: every member of the record but the signature. Throws as `canonicalJson` does. */
export function signedText(record: ApprovalRecord): string {
  const { signature: _signature, ...covered } = record;
  return canonicalJson(covered);
}

/**
 * The texts that the record's signature may cover. Null when there are none, 'too-deep' when the record is nested too
 * deeply.
 */
function textsOf(text: string | null): SignedTexts | 'too-deep' | null {
  // Without a text, the record was nested too deeply to be written as one.
  if (text === null) return 'too-deep';
  try {
    return signedTexts(text);
  } catch (error) {
    return error instanceof TooDeepError ? 'too-deep' : null;
  }
}

/**
 * Whether the key in the record made the record's signature (INV-OPER-6), over RFC 8785 or over the same text with numbers
 * as the server wrote them. Never rejects: a problem of the record is `invalid`, a problem of the browser is `unverifiable`.
 * @param text the record's own source text, which keeps what JavaScript cannot represent
 */
export async function verifyRecord(
  record: ApprovalRecord,
  subtle: SubtleCrypto | null,
  text: string | null = jsonOf(record),
): Promise<Verification> {
  const key = fromBase64(record.public_key);
  const fingerprint = subtle && key && (await digest(subtle, key));
  const texts = textsOf(text);
  if (texts === 'too-deep') return { verdict: 'too-deep', fingerprint, covered: null };
  const told = (verdict: Verdict, covered = texts?.rfc8785 ?? null) => ({ verdict, fingerprint, covered });
  // Checked first, so that a browser without support for the key is not taken for a forged signature.
  if (!subtle || !(await knowsEd25519(subtle))) return told('unverifiable');
  const signature = fromBase64(record.signature);
  try {
    if (!texts || !key || !signature) return told(worse(texts, text));
    const imported = await subtle.importKey('spki', key, 'Ed25519', false, ['verify']);
    for (const covered of new Set([texts.rfc8785, texts.asWritten])) {
      const bytes = new TextEncoder().encode(covered);
      if (await subtle.verify('Ed25519', imported, signature, bytes)) return told('valid', covered);
    }
    return told(worse(texts, text));
  } catch {
    return told(worse(texts, text));
  }
}

/** The verdict when no text of a record fits its signature. */
function worse(texts: SignedTexts | null, text: string | null): Verdict {
  if (isRedacted(text ?? '')) return 'redacted';
  return texts?.exact === false ? 'inexact' : 'invalid';
}

/** Tests the browser with one signature that is right and one that is wrong. */
async function knowsEd25519(subtle: SubtleCrypto): Promise<boolean> {
  try {
    const key = await subtle.importKey('raw', KNOWN.key, 'Ed25519', false, ['verify']);
    const right = await subtle.verify('Ed25519', key, KNOWN.signature, new Uint8Array());
    const wrong = await subtle.verify('Ed25519', key, KNOWN.signature, new Uint8Array(1));
    return right && !wrong;
  } catch {
    return false;
  }
}

async function digest(subtle: SubtleCrypto, bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  try {
    return toHex(new Uint8Array(await subtle.digest('SHA-256', bytes)));
  } catch {
    return null;
  }
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})+$|^(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=)$/;

/** The bytes of strict base64 (RFC 4648 §4, padded); null for anything else. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!BASE64.test(text)) return null;
  return Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
}
