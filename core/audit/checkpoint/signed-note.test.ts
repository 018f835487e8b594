// @vitest-environment node
import fc from 'fast-check';
import { hexToBytes, concatBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { sampleSigner } from '../../conformance/sample-signer';
import { fromBase64 } from '../../text/base64';
import { isNoteSignedBy, parseNote, signNote } from './signed-note';

const TEXT = 'origin\n1\nroot\n';
const signer = sampleSigner(1);
const other = sampleSigner(2);

function parsed(note: string) {
  const found = parseNote(note);
  if (!found) throw new Error('This note is readable');
  return found;
}

describe('signed notes', () => {
  it('are read and verified as other implementations write them', () => {
    // From the documentation of golang.org/x/mod/sumdb/note.
    const note =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const key = fromBase64('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')?.slice(1) ?? new Uint8Array();
    const spki = concatBytes(hexToBytes('302a300506032b6570032100'), key);
    expect(parsed(note).signatures[0]?.keyId).toBe('c74f20a3');
    expect(isNoteSignedBy(parsed(note), 'PeterNeumann', spki)).toBe(true);
    expect(isNoteSignedBy(parsed(note.replace('answer', 'cause')), 'PeterNeumann', spki)).toBe(false);
  });

  it('are verified for each key that signed, and for no other name or key', () => {
    const note = parsed(signNote(TEXT, 'origin', [signer, other]));
    expect(note.text).toBe(TEXT);
    expect(isNoteSignedBy(note, 'origin', signer.publicKey)).toBe(true);
    expect(isNoteSignedBy(note, 'origin', other.publicKey)).toBe(true);
    expect(isNoteSignedBy(note, 'elsewhere', signer.publicKey)).toBe(false);
    expect(isNoteSignedBy(note, 'origin', sampleSigner(3).publicKey)).toBe(false);
  });

  it('are not readable in another form', () => {
    const note = signNote(TEXT, 'origin', [signer]);
    expect(parseNote(note)).not.toBeNull();
    for (const changed of [
      TEXT,
      `${TEXT}\n`,
      note.trimEnd(),
      `${note}\n`,
      note.replace('— ', '- '),
      note.replace('— origin', '—  origin'),
      // The last letter has two bits that no byte needs.
      note.replace(/.=\n$/, (end) => `${String.fromCodePoint((end.codePointAt(0) ?? 0) + 1)}=\n`),
      note.replaceAll('\n', '\r\n'),
      `${note}${note.slice(note.indexOf('—')).repeat(16)}`,
    ]) {
      expect(parseNote(changed)).toBeNull();
    }
  });

  it('lose their signature with any changed character', () => {
    const note = signNote(TEXT, 'origin', [signer]);
    fc.assert(
      fc.property(
        fc.nat({ max: note.length - 1 }),
        fc.string({ unit: 'binary', maxLength: 2 }),
        (at, text) => {
          const changed = note.slice(0, at) + text + note.slice(at + 1);
          fc.pre(changed !== note);
          const read = parseNote(changed);
          expect(read !== null && isNoteSignedBy(read, 'origin', signer.publicKey)).toBe(false);
        },
      ),
    );
  });
});
