import { readApproval } from '../audit/bundle/approval';
import { appendRow } from '../audit/chain/append-row';
import { readRowText } from '../audit/chain/chain';
import { actorOf } from '../http/caller';
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
    const host = (await tx.hosts()).find((one) => one.name === name && one.token === token && !one.removed);
    if (!host) return 0;
    const fresh = events.filter(({ serial }) => serial > serialOf(host.lastEvent));
    for (const event of fresh) await appendEvent(tx, host, event, newId());
    const lastEvent = fresh.at(-1)?.id;
    if (lastEvent !== undefined) await tx.saveHost({ ...host, lastEvent });
    return fresh.length;
  });
}

async function appendEvent(tx: Transaction, { name, publicKey }: HostRecord, event: ToldEvent, id: string) {
  const { approval, correlationId } = event;
  const hasApproval = approval !== undefined && (await isKnown(tx, correlationIn(approval)));
  const actor = await actorIn(tx, name, event.actor);
  const row = rowOf(event, { host: name, publicKey, actor, hasApproval });
  const requestId = correlationId !== null && isUsableRequestId(correlationId) ? correlationId : id;
  await appendRow(tx, { ...row, id, requestId });
}

/** Exits are rare, so that all of them can be looked through. */
async function isKnown(tx: Transaction, correlationId: string | null): Promise<boolean> {
  if (correlationId === null) return false;
  for (let offset = 0; ; offset += PAGE) {
    const { records } = await tx.auditPage({ action: 'guardian_approval', limit: PAGE, offset });
    const known = records.some(
      ({ text }) => correlationIn(readApproval(readRowText(text) ?? {})) === correlationId,
    );
    if (known || records.length < PAGE) return known;
  }
}

/** The person of the tenant whom the Guardian names; else whoever it is on that host. */
async function actorIn(tx: Transaction, host: string, told: string | null): Promise<Actor> {
  const person = told !== null && EMAIL.test(told) ? await tx.personByEmail(told.toLowerCase()) : null;
  if (person) return actorOf(person);
  return { id: `host:${host}/${told ?? 'Guardian'}`, email: null, name: null };
}
