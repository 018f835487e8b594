import { seal, type ChainedRow } from '../../core/audit/chain';
import type { AuditEntry, SeedOptions, SwitchState } from '../db';
import { seededUuid } from '../ids';
import { spoilRow } from '../faults/malformed-rows';
import type { Operator } from './lived-in';
import { personas, tenants } from './personas';
import { planToggles } from './seed-story';
import { newToggleRow } from '../../core/audit/toggle-row';

const MINUTE = 60_000;

/** Writes rows of one tenant, each sealed with the hash of the row before. */
function createWriter(kind: string) {
  let previous: ChainedRow | undefined;
  let index = 0;
  return (engage: boolean, at: number, by: Operator, reason: string, isNamed = false): AuditEntry => {
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
    index += 1;
    previous = seal(row, previous);
    return { row: previous, visibleFrom: at };
  };
}

/** The audit log that the options describe, oldest first, and the resulting state of the first tenant's switch. */
export function seedAudit(
  { seed = 'demo', engaged = seed === 'one', ...odd }: SeedOptions,
  now: number,
): { entries: AuditEntry[]; last: SwitchState | null } {
  const write = createWriter('row');
  const entries: AuditEntry[] = [];
  let last: SwitchState | null = null;
  for (const { engage, at, by, reason, isNamed } of planToggles(seed, engaged, now)) {
    entries.push(write(engage, at, by, reason, isNamed));
    last = { engaged: engage, changedAt: new Date(at).toISOString(), changedBy: by.email, reason };
  }
  if (engaged && !last) {
    // Engaged without any row: somebody engaged while PostgreSQL was down.
    const changedAt = new Date(now - 12 * MINUTE).toISOString();
    last = {
      engaged,
      changedAt,
      changedBy: personas.security.email,
      reason: 'Engaged before auditing began',
    };
  }
  if (odd.brokenChain) tamper(entries[Math.floor(entries.length / 2)]);
  const malformed = odd.malformedRows ?? 0;
  for (let index = malformed - 1; index >= 0; index -= 1) {
    const at = now - 5 * MINUTE - index * 1_000;
    const entry = write(index % 2 === 0, at, personas.admin, `Odd row ${index + 1}`);
    entries.push({ ...entry, shownAs: spoilRow(entry.row, index) });
  }
  const foreign = seedForeign(odd.foreignRows ?? 0, now);
  return { entries: mergeByTime(entries, foreign), last };
}

function seedForeign(count: number, now: number): AuditEntry[] {
  const write = createWriter('foreign');
  const entries: AuditEntry[] = [];
  for (let left = count; left > 0; left -= 1) {
    const entry = write(left % 2 === 0, now - left * 15 * MINUTE, personas.otherAdmin, 'Not yours to read');
    entries.push({ ...entry, leaksTo: tenants.acme.id });
  }
  return entries;
}

function tamper(entry: AuditEntry | undefined) {
  if (entry) entry.row.metadata_json = { ...entry.row.metadata_json, reason: '(changed afterwards)' };
}

function mergeByTime(own: AuditEntry[], foreign: AuditEntry[]): AuditEntry[] {
  return foreign.length === 0 ? own : [...own, ...foreign].toSorted((a, b) => a.visibleFrom - b.visibleFrom);
}
