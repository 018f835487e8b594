import * as v from 'valibot';
import type { AuditRecord } from '../../core/ports/records';

/**
 * A backup is a file of JSON lines: what it is; then, tenant by tenant, what belongs to it and its audit rows, oldest first; and at
 * the end the number and the SHA-256 of all lines before. It has no sessions: after a restore everybody signs in again.
 */
export const FORMAT = 'kill-switch-backup-1';

const text = v.string();
const nullable = v.nullable(text);

const header = v.object({ format: v.literal(FORMAT), made_at: text });

const tenantPart = v.object({
  tenant: v.object({ id: text, name: text, displayName: text }),
  people: v.array(
    v.object({
      id: text,
      tenantId: text,
      email: text,
      fullName: text,
      role: text,
      active: v.boolean(),
      passwordHash: text,
      createdAt: v.number(),
    }),
  ),
  agents: v.array(
    v.object({
      id: text,
      tenantId: text,
      name: text,
      keyHash: text,
      revoked: v.boolean(),
      // Backups of older versions have no hosts.
      host: v.optional(nullable, null),
    }),
  ),
  hosts: v.optional(
    v.array(
      v.object({
        tenantId: text,
        name: text,
        url: text,
        controlUrl: nullable,
        token: text,
        publicKey: text,
        removed: v.boolean(),
        lastEvent: nullable,
        mode: v.nullable(v.picklist(['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'])),
        since: v.nullable(v.number()),
        lastSeenAt: v.nullable(v.number()),
        containment: nullable,
        platform: nullable,
      }),
    ),
    [],
  ),
  switch: v.object({
    epoch: v.number(),
    engaged: v.boolean(),
    reason: nullable,
    actor: v.nullable(v.object({ id: text, email: nullable, name: nullable })),
    changedAt: v.nullable(v.number()),
    requestId: nullable,
    eventHash: nullable,
  }),
  effect_epoch: v.number(),
  rows: v.number(),
});

const rowPart = v.object({
  seq: v.number(),
  id: text,
  timestamp: v.number(),
  action: text,
  agentId: text,
  decision: text,
  text,
  prevHash: text,
  eventHash: text,
});

const end = v.object({ lines: v.number(), sha256: text });

export type BackupHeader = v.InferOutput<typeof header>;
export type TenantPart = v.InferOutput<typeof tenantPart>;
type BackupEnd = v.InferOutput<typeof end>;

export type BackupLine =
  { header: BackupHeader } | { tenant: TenantPart } | { row: AuditRecord } | { end: BackupEnd };

const line = v.union([
  v.object({ header }),
  v.object({ tenant: tenantPart }),
  v.object({ row: rowPart }),
  v.object({ end }),
]);

export const writeLine = (value: BackupLine): string => `${JSON.stringify(value)}\n`;

/** The line's content; null when it is no line of a backup. */
export function readLine(written: string): BackupLine | null {
  try {
    const parsed = v.safeParse(line, JSON.parse(written));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
