import { GENESIS_HASH, sha256Hex } from '../audit/chain/chain';
import type { HostRecord } from '../ports/hosts';
import type { Actor, Agent, AuditRecord, ChainHead, Person, Tenant } from '../ports/records';
import type { Beats, Outbox, Store, Transaction } from '../ports/store';
import { canonicalJson } from '../text/canonical-json';

/** A store that a test opened, empty. */
export interface StoreUnderTest {
  store: Store & Outbox;
  openBeats(): Promise<Beats>;
  /** Moves the store's clock forward. */
  advance(ms: number): Promise<void>;
  /** Closes everything that was opened, and removes what was kept. */
  close(): Promise<void>;
}

/** Opens an empty store for one test. */
export type OpenStore = () => Promise<StoreUnderTest>;

export const ACME: Tenant = { id: idOf(1), name: 'acme', displayName: 'Acme' };
export const GLOBEX: Tenant = { id: idOf(2), name: 'globex', displayName: 'Globex' };
const ALICE: Actor = { id: idOf(11), email: 'alice@acme.example', name: 'Alice' };

/** A person may send any character. */
export const REASON = 'an "incident",\u0000 \u2028 \u00e9 and \u{1F6D1}';

/** The same UUID for the same number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export function aPerson(changes: Partial<Person> = {}): Person {
  return {
    id: ALICE.id,
    tenantId: ACME.id,
    email: 'alice@acme.example',
    fullName: 'Alice',
    role: 'ADMIN',
    active: true,
    passwordHash: 'hash',
    createdAt: 1_700_000_000_000,
    ...changes,
  };
}

export function anAgent(changes: Partial<Agent> = {}): Agent {
  return { id: idOf(5), tenantId: ACME.id, name: 'm', keyHash: 'k', revoked: false, host: null, ...changes };
}

/** A host that was never heard of. */
export function aHost(changes: Partial<HostRecord> = {}): HostRecord {
  return {
    tenantId: ACME.id,
    name: 'agents-01',
    url: 'http://127.0.0.1:7461',
    controlUrl: null,
    token: 'ksh_one',
    publicKey: 'key',
    removed: false,
    lastEvent: null,
    mode: null,
    since: null,
    lastSeenAt: null,
    containment: null,
    platform: null,
    ...changes,
  };
}

/** A row that follows the head. */
export function nextRecord(
  head: ChainHead | null,
  facts: { id: string; tenantId: string; at: number; action?: string; agentId?: string; decision?: string },
): AuditRecord {
  const prevHash = head?.eventHash ?? GENESIS_HASH;
  const { id, action = 'kill_switch_engaged', agentId = 'nobody', decision = 'allow' } = facts;
  const timestamp = Math.max(facts.at, (head?.timestamp ?? 0) + 1);
  const text = canonicalJson({
    id,
    action,
    agent_id: agentId,
    decision,
    tenant_id: facts.tenantId,
    prev_hash: prevHash,
    timestamp: new Date(timestamp).toISOString(),
    reason: 'Réason with "quotes", \u{1F6D1} and \u2028',
  });
  const eventHash = sha256Hex(text);
  return { seq: (head?.seq ?? 0) + 1, id, timestamp, action, agentId, decision, text, prevHash, eventHash };
}

/** What the rules do in the transaction of a toggle. `requestId` is also the id of its row. Returns the new epoch. */
export async function toggle(tx: Transaction, requestId: string): Promise<number> {
  const before = await tx.switchState();
  const engaged = !before.engaged;
  const epoch = before.epoch + 1;
  const record = nextRecord(await tx.head(), {
    id: requestId,
    tenantId: tx.tenant.id,
    at: tx.now,
    action: engaged ? 'kill_switch_engaged' : 'kill_switch_disengaged',
  });
  await tx.append(record);
  await tx.saveSwitch({
    epoch,
    engaged,
    reason: REASON,
    actor: ALICE,
    changedAt: record.timestamp,
    requestId,
    eventHash: record.eventHash,
  });
  const body = JSON.stringify({ epoch, engaged });
  await tx.keepAnswer(ALICE.id, requestId, { fingerprint: 'POST', status: 200, body, at: tx.now });
  await tx.enqueue(body);
  return epoch;
}

/** Every row of a chain, read page by page. Throws when a row does not continue the one before it, or was changed. */
export async function readChain(store: Store, tenantId: string, page = 500): Promise<AuditRecord[]> {
  return store.read(tenantId, async (reading) => {
    const rows: AuditRecord[] = [];
    for (;;) {
      const more = await reading.auditAfter(rows.length, page);
      if (more.length === 0) return rows;
      for (const row of more) {
        const last = rows.at(-1);
        if (row.seq !== (last?.seq ?? 0) + 1)
          throw new Error(`Row ${row.seq} follows row ${last?.seq ?? 0}.`);
        if (row.prevHash !== (last?.eventHash ?? GENESIS_HASH))
          throw new Error(`Row ${row.seq} has another predecessor.`);
        if (sha256Hex(row.text) !== row.eventHash) throw new Error(`The text of row ${row.seq} was changed.`);
        rows.push(row);
      }
    }
  });
}
