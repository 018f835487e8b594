import type { Signer } from '../../ports/ports';
import { fromBase64, toBase64 } from '../../text/base64';
import { isNoteSignedBy, parseNote, signNote, type SignedNote } from './signed-note';

/** What a checkpoint says (c2sp.org/tlog-checkpoint): a tenant's chain had these rows at that time. */
export interface CheckpointFacts {
  tenantId: string;
  /** The number of rows. */
  size: number;
  /** The root of the Merkle tree (RFC 6962) over the texts of the rows. */
  root: Uint8Array;
  /** The hash of the newest row. */
  headHash: string;
  /** ms since the epoch. */
  at: number;
  /** Only where one key hands over to another: the fingerprint of the next one. */
  nextKey?: string | undefined;
}

export interface Checkpoint extends CheckpointFacts {
  origin: string;
  note: SignedNote;
}

const ORIGIN = 'kill-switch/';
const SIZE = /^(0|[1-9]\d{0,14})$/;
const HASH = /^[0-9a-f]{64}$/;

/** The checkpoint as a note that each of these keys signed. */
export function signCheckpoint(facts: CheckpointFacts, signers: readonly Signer[]): string {
  return signNote(writeFacts(facts), ORIGIN + facts.tenantId, signers);
}

/** Null for anything but a checkpoint of this service. Nothing in it is believed before `isCheckpointSignedBy`. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const note = parseNote(text);
  if (note === null) return null;
  const [origin = '', size = '', root = '', head = '', time = '', next] = note.text.split('\n');
  const rootBytes = fromBase64(root);
  const at = Date.parse(time.slice('time '.length));
  if (!SIZE.test(size) || rootBytes?.length !== 32 || Number.isNaN(at)) return null;
  const facts: CheckpointFacts = {
    tenantId: origin.slice(ORIGIN.length),
    size: Number(size),
    root: rootBytes,
    headHash: head.slice('head '.length),
    at,
    nextKey: next ? next.slice('next-key '.length) : undefined,
  };
  const isOurs =
    facts.tenantId !== '' &&
    [facts.headHash, facts.nextKey ?? facts.headHash].every((hash) => HASH.test(hash));
  return isOurs && writeFacts(facts) === note.text ? { ...facts, origin, note } : null;
}

export function isCheckpointSignedBy(checkpoint: Checkpoint, publicKey: Uint8Array): boolean {
  return isNoteSignedBy(checkpoint.note, checkpoint.origin, publicKey);
}

function writeFacts({ tenantId, size, root, headHash, at, nextKey }: CheckpointFacts): string {
  return [
    `${ORIGIN}${tenantId}`,
    `${size}`,
    toBase64(root),
    `head ${headHash}`,
    `time ${new Date(at).toISOString()}`,
    ...(nextKey === undefined ? [] : [`next-key ${nextKey}`]),
    '',
  ].join('\n');
}
