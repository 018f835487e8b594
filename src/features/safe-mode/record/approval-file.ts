import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import { jsonOf } from '../../../lib/show-json';
import { fromBase64, signedText } from './verify-record';

export type ApprovalFile = { name: string; text: string };

type Evidence = {
  /** The record's source text as the server sent it; null when it is not known. */
  source?: string | null;
  /** The text that its signature covers; null when that cannot be decided. */
  covered?: string | null;
};

/**
 * The record as a file: what a manual verification needs, each part on its own line, and then the record as the server sent
 * it. An unusable part is null, and then the commands fail.
 */
export function approvalFile(record: ApprovalRecord, evidence: Evidence = {}): ApprovalFile {
  const { source = jsonOf(record), covered = coveredBy(record) } = evidence;
  const name = approvalFileName(record);
  const parts = JSON.stringify(
    {
      about: `What Guardian signed is payload_base64. Its words: see the commands. The record below is what the server sent.`,
      how_to_verify: opensslCommands(name).split('\n'),
      public_key_base64: fromBase64(record.public_key) && record.public_key,
      payload_base64: covered === null ? null : toBase64(covered),
      signature_base64: fromBase64(record.signature) && record.signature,
    },
    null,
    2,
  );
  // The record is indented more than the parts, because the commands look for the parts by their indentation.
  const below = (source ?? 'null').replaceAll('\n', '\n    ');
  return { name, text: `${parts.slice(0, -2)},\n  "record": ${below}\n}\n` };
}

/**
 * The file's name. The server chooses the record's id, so an id with characters that mean something to a shell or a file
 * system is left out.
 */
export function approvalFileName({ correlation_id: id }: ApprovalRecord): string {
  return /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id) ? `approval-record-${id}.json` : 'approval-record.json';
}

/**
 * How to verify the downloaded file with OpenSSL 3, as commands for a POSIX shell. The first commands cut the parts out of
 * the file by its layout: each name with an indentation of two blanks occurs once, whatever the record contains.
 */
export function opensslCommands(fileName: string): string {
  const part = (member: string) =>
    `sed -n 's|^  "${member}": "\\([A-Za-z0-9+/=]*\\)",$|\\1|p' ${fileName} | openssl base64 -d -A`;
  return [
    `${part('public_key_base64')} | openssl pkey -pubin -inform DER -out key.pem`,
    `${part('payload_base64')} > payload.json`,
    `${part('signature_base64')} > signature.bin`,
    'openssl pkey -pubin -in key.pem -outform DER | openssl dgst -sha256',
    'openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in payload.json -sigfile signature.bin',
  ].join('\n');
}

function coveredBy(record: ApprovalRecord): string | null {
  try {
    return signedText(record);
  } catch {
    return null;
  }
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
