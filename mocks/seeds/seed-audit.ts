import { sealRecord, shownRow } from '../../core/audit/chain/chain';
import type { AuditRecord, SwitchState } from '../../core/ports/records';
import { canonicalJson } from '../../core/text/canonical-json';
import type { SeedOptions } from '../db';
import { spoilRow } from '../faults/malformed-rows';
import { seededUuid } from '../ids';
import { emptySwitch } from '../memory-store/memory-data';
import type { Operator } from './lived-in';
import { personas } from './personas';
import { planToggles, type PlannedToggle } from './seed-story';
import { newToggleRow } from './toggle-row';

const MINUTE = 60_000;

/** Writes rows of one tenant, each sealed with the hash of the row before. */
function createWriter(kind: string) {
  const records: AuditRecord[] = [];
  const write = ({ engage, at, by, reason, isNamed }: PlannedToggle): AuditRecord => {
    const index = records.length;
    const row = newToggleRow({
      id: seededUuid(kind, index),
      requestId: seededUuid(`${kind}-request`, index),
      tenantId: by.tenantId,
      engage,
      at,
      metadata: {
        actor: by.id,
        actor_email: by.email,
        ...(isNamed ? { actor_name: by.fullName } : {}),
        reason,
      },
    });
    const record = sealRecord(row, records.at(-1) ?? null);
    records.push(record);
    return record;
  };
  return { records, write };
}

interface Seeded {
  /** The first tenant's chain, oldest first. */
  records: AuditRecord[];
  /** The state of its switch. */
  state: SwitchState;
  /** By the id of a row: JSON text that is sent instead of it. */
  shownAs: Record<string, string>;
  /** The second tenant's chain. */
  foreign: AuditRecord[];
}

/** The audit log that the options describe, and the resulting state of the first tenant's switch. */
export function seedAudit(
  { seed = 'demo', engaged = seed === 'one', ...odd }: SeedOptions,
  now: number,
): Seeded {
  const { records, write } = createWriter('row');
  let state = emptySwitch;
  for (const toggle of planToggles(seed, engaged, now)) {
    const record = write(toggle);
    state = stateAfter(toggle, record, state);
  }
  if (engaged && !state.engaged) {
    // Engaged without any row: somebody engaged while PostgreSQL was down.
    const changedAt = now - 12 * MINUTE;
    const reason = 'Engaged before auditing began';
    state = { ...state, epoch: 1, engaged, changedAt, actor: actorOf(personas.security), reason };
  }
  if (odd.brokenChain) tamper(records, Math.floor(records.length / 2));
  const malformed = odd.malformedRows ?? 0;
  const shownAs: Record<string, string> = {};
  for (let index = malformed - 1; index >= 0; index -= 1) {
    const at = now - 5 * MINUTE - index * 1_000;
    const record = write({ engage: index % 2 === 0, at, by: personas.admin, reason: `Odd row ${index + 1}` });
    shownAs[record.id] = spoilRow(shownRow(record), index);
  }
  return { records, state, shownAs, foreign: seedForeign(odd.foreignRows ?? 0, now) };
}

const actorOf = ({ id, email, fullName: name }: Operator) => ({ id, email, name });

function stateAfter({ engage, at, by, reason }: PlannedToggle, record: AuditRecord, before: SwitchState) {
  // Engages have odd epochs, also where the history begins with a disengage.
  const epoch = before.epoch + (before.engaged === engage ? 2 : 1);
  const { eventHash } = record;
  return { epoch, engaged: engage, reason, actor: actorOf(by), changedAt: at, requestId: null, eventHash };
}

function seedForeign(count: number, now: number): AuditRecord[] {
  const { records, write } = createWriter('foreign');
  for (let left = count; left > 0; left -= 1) {
    const at = now - left * 15 * MINUTE;
    write({ engage: left % 2 === 0, at, by: personas.otherAdmin, reason: 'Not yours to read' });
  }
  return records;
}

/** Changes what a row says, but not its hash. */
function tamper(records: AuditRecord[], index: number) {
  const record = records[index];
  if (!record) return;
  const { event_hash: _hash, ...row } = shownRow(record);
  const metadata_json = { ...row.metadata_json, reason: '(changed afterwards)' };
  records[index] = { ...record, text: canonicalJson({ ...row, metadata_json }) };
}
