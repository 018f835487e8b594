import type { Signer } from '../../ports/ports';
import type { AuditRecord } from '../../ports/records';
import type { Transaction } from '../../ports/store';
import { appendRow } from '../chain/append-row';
import type { Sha256 } from '../chain/chain';
import { readRowText } from '../chain/row-text';
import { signCheckpoint, type CheckpointFacts } from '../checkpoint/checkpoint';
import { KEY_REGISTERED, KEY_ROTATED, keyMetadata, readKeyRow, type KeyRow } from './key-rows';
import { fingerprintOf } from './signing-key';

export interface SigningPorts {
  signer: Signer;
  /** Keys that signed before. The one that the chain knows hands over to the signer. */
  retired?: readonly Signer[] | undefined;
  sha256?: Sha256 | undefined;
  /** A new UUID. */
  newId(): string;
}

/**
 * Appends the row that registers the signer's key, and returns it; null when the chain knows the key already. `facts` are those
 * of the chain as it is.
 *
 * @throws Error when the key has handed over to another: what it signs proves nothing any more.
 */
export async function introduceKey(
  tx: Transaction,
  { signer, retired = [], newId }: SigningPorts,
  facts: () => Promise<CheckpointFacts>,
): Promise<AuditRecord | null> {
  const known = await knownKeys(tx);
  const handedOver = new Set(known.map(({ handover }) => handover?.previous));
  const isKnown = (fingerprint: string) => known.some((key) => key.fingerprint === fingerprint);
  const fingerprint = fingerprintOf(signer.publicKey);
  if (handedOver.has(fingerprint)) throw new Error(`The signing key ${fingerprint} was retired.`);
  if (isKnown(fingerprint)) return null;

  const previous = retired.find(({ publicKey }) => {
    const one = fingerprintOf(publicKey);
    return isKnown(one) && !handedOver.has(one);
  });
  const handover = previous && {
    previous: fingerprintOf(previous.publicKey),
    // The old key signs the new one's fingerprint: otherwise anybody could add a signature to an old checkpoint.
    checkpoint: signCheckpoint({ ...(await facts()), nextKey: fingerprint }, [previous, signer]),
  };
  const key: KeyRow = { fingerprint, publicKey: signer.publicKey, handover: handover ?? null };
  const action = handover ? KEY_ROTATED : KEY_REGISTERED;
  const id = newId();
  return appendRow(tx, { id, action, requestId: id, metadata: keyMetadata(key) });
}

async function knownKeys(tx: Transaction): Promise<KeyRow[]> {
  const keys: KeyRow[] = [];
  for (const action of [KEY_REGISTERED, KEY_ROTATED]) {
    const { records } = await tx.auditPage({ action, limit: 500, offset: 0 });
    for (const { text } of records) {
      const key = readKeyRow(readRowText(text) ?? {});
      if (key) keys.push(key);
    }
  }
  return keys;
}
