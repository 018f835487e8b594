import { GUARDIAN_KEY_REGISTERED } from '../../core/audit/bundle/approval';
import { fingerprintOf } from '../../core/audit/keys/signing-key';
import { lastEventOf } from '../../core/hosts/rows-of-host';
import type { HostRecord } from '../../core/ports/hosts';
import type { Transaction } from '../../core/ports/store';
import { recordChange } from '../commands/operator-of-host';
import { newHostToken } from '../identity/tokens';

const NOTHING_HEARD = { mode: null, since: null, lastSeenAt: null, containment: null, platform: null };

/** The way to a host, and the key by which its Guardian's records are known. */
export type NewHost = Pick<HostRecord, 'tenantId' | 'name' | 'url' | 'controlUrl' | 'publicKey'>;

/** Adds a host, and registers its Guardian's key in the tenant's chain. Null when there is one of that name. */
export async function registerHost(tx: Transaction, host: NewHost): Promise<HostRecord | null> {
  const { name, publicKey } = host;
  const known = (await tx.hosts()).find((one) => one.name === name);
  if (known && !known.removed) return null;
  // With the same key it is the same Guardian, whose events go on where they ended.
  const isSame = known?.publicKey === publicKey;
  const lastEvent = isSame ? known.lastEvent : await lastEventOf(tx, name, publicKey);
  const added = { ...host, token: newHostToken(), removed: false, lastEvent, ...NOTHING_HEARD };
  await tx.saveHost(added);
  const fingerprint = fingerprintOf(Buffer.from(publicKey, 'base64'));
  await recordChange(tx, GUARDIAN_KEY_REGISTERED, { host: name, public_key: publicKey, fingerprint });
  return added;
}
