import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createChainCheck, type ChainCheck } from '../../core/audit/chain/chain';
import { nodeSha256 } from '../sha256';
import type { AuditRecord } from '../../core/ports/records';
import { readLine, type BackupHeader, type BackupLine, type TenantPart } from './backup-file';

export type BackupPart = { header: BackupHeader } | { tenant: TenantPart } | { row: AuditRecord };

/**
 * The parts of a backup, each checked before it is given: that it is whole, that every chain is, and that each switch is what its
 * newest toggle row says. Throws an Error that names the first thing that is wrong.
 */
export async function* readBackup(path: string): AsyncGenerator<BackupPart> {
  const hash = createHash('sha256');
  let lines = 0;
  let chain = nothing();
  let ended = false;
  for await (const written of createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Infinity,
  })) {
    const line = readLine(written);
    const fail = (why: string) => new Error(`${path} cannot be restored: line ${lines + 1} ${why}.`);
    if (!line || ended || 'header' in line !== (lines === 0)) throw fail('is not what a backup has there');
    if ('end' in line) {
      chain.finish(fail);
      const whole = line.end.lines === lines && line.end.sha256 === hash.digest('hex');
      if (!whole) throw fail('does not fit the lines before it: they were changed or cut');
      ended = true;
      continue;
    }
    if ('tenant' in line) {
      chain.finish(fail);
      chain = checkOf(line.tenant);
    } else if ('row' in line) chain.add(line.row, fail);
    hash.update(`${written}\n`);
    lines += 1;
    yield line satisfies BackupLine;
  }
  if (!ended) throw new Error(`${path} cannot be restored: its end is missing.`);
}

type Fail = (why: string) => Error;

interface TenantCheck {
  add(row: AuditRecord, fail: Fail): void;
  /** To be called when all rows of the tenant were added. */
  finish(fail: Fail): void;
}

const TOGGLES = new Set(['kill_switch_engaged', 'kill_switch_disengaged']);

function checkOf({ tenant, switch: state, rows }: TenantPart): TenantCheck {
  const chain: ChainCheck = createChainCheck(tenant.id, nodeSha256);
  let toggled: AuditRecord | null = null;
  return {
    add(row, fail) {
      const [violation] = chain.add(row);
      if (violation) throw fail(`breaks the audit chain of ${tenant.name} (${violation.type})`);
      if (TOGGLES.has(row.action)) toggled = row;
    },
    finish(fail) {
      if (chain.counts().rows !== rows) throw fail(`comes before all ${rows} rows of ${tenant.name}`);
      const newest = toggled && {
        hash: toggled.eventHash,
        engaged: toggled.action === 'kill_switch_engaged',
      };
      if ((newest?.hash ?? null) !== state.eventHash || (newest?.engaged ?? false) !== state.engaged) {
        throw fail(`ends a chain whose newest toggle is not the switch of ${tenant.name}`);
      }
    },
  };
}

const nothing = (): TenantCheck => ({
  add(_row, fail) {
    throw fail('is a row before any tenant');
  },
  finish() {},
});
