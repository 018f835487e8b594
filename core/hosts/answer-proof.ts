import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64Url, toBase64Url } from '../text/base64';
import { canonicalJson } from '../text/canonical-json';
import { isSameBytes } from '../text/same-bytes';

/**
 * How a Guardian proves that an answer is its own: signed with the host's token, for one statement. Whoever else listens at its
 * address while it is away, or stands on the way, has no token.
 */
export const PROOF_HEADER = 'X-Exacta-Answer';

export interface ProvenAnswer {
  /** The signature of the statement that it answers. */
  statement: string;
  status: number;
  /** In hex. */
  bodySha256: string;
}

export const proveAnswer = (token: string, answer: ProvenAnswer): string => toBase64Url(macOf(token, answer));

export function isProven(token: string, answer: ProvenAnswer, proof: string): boolean {
  return isSameBytes(fromBase64Url(proof), macOf(token, answer));
}

/** No statement begins with a brace, so that no signature of one is the proof of an answer. */
const macOf = (token: string, { statement, status, bodySha256 }: ProvenAnswer): Uint8Array =>
  hmac(
    sha256,
    utf8ToBytes(token),
    utf8ToBytes(canonicalJson({ statement, status, body_sha256: bodySha256 })),
  );
