import { readApproval } from '../audit/bundle/approval';
import { appendRow } from '../audit/chain/append-row';
import { readRowText } from '../audit/chain/row-text';
import { actorOf } from '../http/caller';
import { namesOf } from '../kill-switch/toggle';
import type { HostRecord } from '../ports/hosts';
import type { Actor } from '../ports/records';
import type { Store, Transaction } from '../ports/store';
import { isUsableRequestId } from '../text/request-id';
import { correlationIn, rowOf } from './event-row';
import { serialOf, type ToldEvent } from './guardian-events';

const PAGE = 500;
/** No store has anybody with another one, and not every database can be asked for every character. */
const EMAIL = /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u;

/**
 * Takes a host's events into the audit chain of its tenant, each once, in one transaction with the position that they end at:
 * whoever else takes the same events finds them taken. Resolves to the number of new rows.
 */
export function takeEvents(
  store: Pick<Store, 'transaction'>,
  { tenantId, name, token }: HostRecord,
  events: readonly ToldEvent[],
  newId: () => string,
): Promise<number> {
  return store.transaction(tenantId, async (tx) => {
    const host = await find(tx, name, token);
    if (!host) return 0;
    const fresh = events.filter(({ serial }) => serial > serialOf(host.lastEvent));
    // Looked through once: exits are rare, but a host could send many.
    const approvals = fresh.some(({ approval }) => approval !== undefined)
      ? await approvalsIn(tx)
      : new Set();
    for (const event of fresh) await appendEvent(tx, host, event, { approvals, id: newId() });
    const lastEvent = fresh.at(-1)?.id;
    if (lastEvent !== undefined) await tx.saveHost({ ...host, lastEvent });
    return fresh.length;
  });
}

const find = async (tx: Transaction, name: string, token: string) =>
  (await tx.hosts()).find((one) => one.name === name && one.token === token && !one.removed);

/**
 * The log of a Guardian ends before an event that it has told: it was restored from a backup, or replaced. A row says so, once,
 * and its events are taken from `position` on. Resolves to whether it was this call that did so.
 */
export function startAgainAt(
  store: Pick<Store, 'transaction'>,
  { tenantId, name, token, lastEvent }: HostRecord,
  { newest, position }: { newest: string; position: string | null },
  id: string,
): Promise<boolean> {
  return store.transaction(tenantId, async (tx) => {
    const host = await find(tx, name, token);
    if (!host || host.lastEvent !== lastEvent) return false;
    const metadata = {
      ...namesOf(guardianOf(name)),
      host: name,
      known_event: lastEvent,
      newest_event: newest,
    };
    await appendRow(tx, { id, requestId: id, action: 'guardian_log_went_back', decision: 'deny', metadata });
    await tx.saveHost({ ...host, lastEvent: position });
    return true;
  });
}

async function appendEvent(
  tx: Transaction,
  { name, publicKey }: HostRecord,
  event: ToldEvent,
  { approvals, id }: { approvals: Set<unknown>; id: string },
) {
  const { approval, correlationId } = event;
  const approved = approval === undefined ? null : correlationIn(approval);
  const actor = await actorIn(tx, name, event.actor);
  const row = rowOf(event, { host: name, publicKey, actor, hasApproval: approvals.has(approved) });
  if (row.action === 'guardian_approval') approvals.add(approved);
  const requestId = correlationId !== null && isUsableRequestId(correlationId) ? correlationId : id;
  await appendRow(tx, { ...row, id, requestId });
}

/** The correlation ids of all approvals in the chain. */
async function approvalsIn(tx: Transaction): Promise<Set<unknown>> {
  const ids = new Set<unknown>();
  for (let offset = 0; ; offset += PAGE) {
    const { records } = await tx.auditPage({ action: 'guardian_approval', limit: PAGE, offset });
    for (const { text } of records) ids.add(correlationIn(readApproval(readRowText(text) ?? {})));
    if (records.length < PAGE) break;
  }
  ids.delete(null);
  return ids;
}

/** The person of the tenant whom the Guardian names; else whoever it is on that host. */
async function actorIn(tx: Transaction, host: string, told: string | null): Promise<Actor> {
  const person = told !== null && EMAIL.test(told) ? await tx.personByEmail(told.toLowerCase()) : null;
  if (person) return actorOf(person);
  return guardianOf(host, told ?? undefined);
}

const guardianOf = (host: string, who = 'Guardian'): Actor => ({
  id: `host:${host}/${who}`,
  email: null,
  name: null,
});
