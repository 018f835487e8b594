import { toBase64 } from '../../text/base64';
import { isObject, type JsonObject } from '../../text/json-object';
import { fingerprintOf, readPublicKey } from './signing-key';

/** A key that signs checkpoints, as a row of the chain registers it. */
export interface KeyRow {
  fingerprint: string;
  /** SPKI. */
  publicKey: Uint8Array;
  /** Where an earlier key hands over to this one: its fingerprint, and the checkpoint that both signed. */
  handover: { previous: string; checkpoint: string } | null;
}

export const KEY_REGISTERED = 'signing_key_registered';
export const KEY_ROTATED = 'signing_key_rotated';

/** The metadata of a key's row. */
export function keyMetadata({ fingerprint, publicKey, handover }: KeyRow): JsonObject {
  return {
    actor: 'control-plane',
    fingerprint,
    public_key: toBase64(publicKey),
    ...(handover && { previous_fingerprint: handover.previous, checkpoint: handover.checkpoint }),
  };
}

/** Null for every other row. */
export function readKeyRow(row: JsonObject): KeyRow | null {
  const { action, metadata_json: metadata } = row;
  if ((action !== KEY_REGISTERED && action !== KEY_ROTATED) || !isObject(metadata)) return null;
  const { fingerprint, public_key: base64, previous_fingerprint: previous, checkpoint } = metadata;
  const publicKey = typeof base64 === 'string' ? readPublicKey(base64) : null;
  if (publicKey === null || fingerprintOf(publicKey) !== fingerprint) return null;
  if (action === KEY_REGISTERED) return { fingerprint, publicKey, handover: null };
  if (typeof previous !== 'string' || typeof checkpoint !== 'string') return null;
  return { fingerprint, publicKey, handover: { previous, checkpoint } };
}
