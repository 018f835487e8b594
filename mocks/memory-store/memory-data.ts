import type { GatewayRecord, KnownSwitch, LeakedCall, AgentCalls } from '../../core/ports/gateways';
import type { HostRecord } from '../../core/ports/hosts';
import type {
  Agent,
  AuditRecord,
  Frontier,
  KeptAnswer,
  Person,
  Refusals,
  Session,
  SwitchState,
  Tenant,
  Tries,
} from '../../core/ports/records';
import type { OutboxMessage } from '../../core/ports/store';

/** What belongs to one tenant. */
export interface TenantData {
  tenant: Tenant;
  people: Person[];
  agents: Agent[];
  hosts: HostRecord[];
  /** By email and address. */
  tries: Record<string, Tries>;
  /** By person. */
  refusals: Record<string, Refusals>;
  /** By person and request id. */
  keptAnswers: Record<string, KeptAnswer>;
  switchState: SwitchState;
  /** Oldest first. */
  records: AuditRecord[];
  effectEpoch: number;
  frontier: Frontier | null;
  /** By epoch. */
  leaked: Record<string, { items: LeakedCall[]; complete: boolean }>;
}

export interface MemoryGateway extends Omit<GatewayRecord, 'epoch' | 'confirmedAt'> {
  /** By tenant. */
  epochs: Record<string, { epoch: number; confirmedAt: number }>;
  /** The newest totals. */
  calls: AgentCalls[];
}

/** Everything that the store in memory keeps, as plain JSON. */
export interface MemoryData {
  tenants: TenantData[];
  sessions: Session[];
  gateways: MemoryGateway[];
  outbox: (OutboxMessage & { dueAt: number })[];
}

export const emptySwitch: SwitchState = {
  epoch: 0,
  engaged: false,
  reason: null,
  actor: null,
  changedAt: null,
  requestId: null,
  eventHash: null,
};

export const newTenant = (tenant: Tenant): TenantData => ({
  tenant,
  people: [],
  agents: [],
  hosts: [],
  tries: {},
  refusals: {},
  keptAnswers: {},
  switchState: emptySwitch,
  records: [],
  effectEpoch: 0,
  frontier: null,
  leaked: {},
});

export const emptyData = (): MemoryData => ({ tenants: [], sessions: [], gateways: [], outbox: [] });

/** A switch as the gateways need it. */
export function knownSwitch({ tenant, switchState }: TenantData): KnownSwitch {
  const { epoch, engaged, reason, actor, changedAt } = switchState;
  return { tenantId: tenant.id, epoch, engaged, reason, by: actor && (actor.email ?? actor.id), changedAt };
}
