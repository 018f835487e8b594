import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '../../ports/ports';
import { fromBase64, toBase64 } from '../../text/base64';
import { isSignedBy, rawPublicKey } from '../keys/signing-key';

/** A signed note of C2SP (c2sp.org/signed-note): text, an empty line, and a line for each signature. */
export interface SignedNote {
  /** With its last newline. This is what the signatures cover. */
  text: string;
  signatures: { name: string; keyId: string; signature: Uint8Array }[];
}

const LINE = /^— ([^\s+]+) (\S+)$/;
/** The specification asks for at least 16 and for some limit. */
const MOST_SIGNATURES = 16;
/** Signature type of Ed25519. */
const ED25519 = 1;

/** The text, which ends in a newline, signed by each of these keys under the same name. */
export function signNote(text: string, name: string, signers: readonly Signer[]): string {
  const lines = signers.map((signer) => {
    const signature = signer.sign(utf8ToBytes(text));
    return `— ${name} ${toBase64(concatBytes(keyIdOf(name, signer.publicKey), signature))}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Null when it is not a note, or is one that could be written in another way as well. */
export function parseNote(note: string): SignedNote | null {
  const end = note.lastIndexOf('\n\n');
  const lines = note.slice(end + 2).split('\n');
  // oxlint-disable-next-line no-control-regex -- a signed note holds no control characters
  if (end < 1 || lines.pop() !== '' || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return null;
  if (lines.length === 0 || lines.length > MOST_SIGNATURES) return null;
  const signatures = lines.map(parseLine);
  if (!signatures.every((signature) => signature !== null)) return null;
  return { text: note.slice(0, end + 1), signatures };
}

function parseLine(line: string): SignedNote['signatures'][number] | null {
  const [, name, base64] = LINE.exec(line) ?? [];
  const bytes = base64 === undefined ? null : fromBase64(base64);
  if (name === undefined || bytes === null || bytes.length <= 4) return null;
  return { name, keyId: bytesToHex(bytes.slice(0, 4)), signature: bytes.slice(4) };
}

/** Whether the note has a signature under this name by this key, and every one that says so is right. */
export function isNoteSignedBy(note: SignedNote, name: string, publicKey: Uint8Array): boolean {
  const keyId = bytesToHex(keyIdOf(name, publicKey));
  const those = note.signatures.filter((signature) => signature.name === name && signature.keyId === keyId);
  const text = utf8ToBytes(note.text);
  return those.length > 0 && those.every(({ signature }) => isSignedBy(publicKey, text, signature));
}

function keyIdOf(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ED25519), rawPublicKey(publicKey))).slice(
    0,
    4,
  );
}
