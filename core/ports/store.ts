import type { BeatAnswer, BeatReport, GatewayRecord, KnownCalls, LeakedCall } from './gateways';
import type { HeardHost, HostRecord } from './hosts';
import type {
  Agent,
  AuditRecord,
  ChainHead,
  Frontier,
  KeptAnswer,
  Person,
  Refusals,
  Session,
  SwitchState,
  Tenant,
  Tries,
} from './records';

/** Nothing was changed, because the store cannot be written or read now. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** The commit was sent and its answer never came: the change may have been made. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

export interface AuditQuery {
  action?: string | undefined;
  agentId?: string | undefined;
  decision?: string | undefined;
  /** 1 to 500. */
  limit: number;
  offset: number;
}

/** One tenant's data at one moment. Nothing of another tenant can be reached through it. */
export interface Reading {
  readonly tenant: Tenant;
  /** ms since the epoch, by the store's clock. */
  readonly now: number;
  person(id: string): Promise<Person | null>;
  /** `email` in lower case. */
  personByEmail(email: string): Promise<Person | null>;
  people(): Promise<Person[]>;
  agents(): Promise<Agent[]>;
  /** By name, with those that were removed. */
  hosts(): Promise<HostRecord[]>;
  session(tokenHash: string): Promise<Session | null>;
  tries(email: string, address: string): Promise<Tries>;
  refusals(personId: string): Promise<Refusals>;
  keptAnswer(personId: string, requestId: string): Promise<KeptAnswer | null>;
  switchState(): Promise<SwitchState>;
  /** Null for a chain without rows. */
  head(): Promise<ChainHead | null>;
  /** Newest first, with the number of all rows that the query finds. */
  auditPage(query: AuditQuery): Promise<{ total: number; records: AuditRecord[] }>;
  /** The rows after `seq`, oldest first. */
  auditAfter(seq: number, limit: number): Promise<AuditRecord[]>;
  /** Every gateway of the last 24 hours, whatever tenants its agents belong to. */
  gateways(): Promise<GatewayRecord[]>;
  /** What the gateways decided about this tenant's calls under one epoch. */
  calls(epoch: number): Promise<KnownCalls>;
  /** What was allowed after this epoch had begun, by gateways that did not know it yet. */
  leakedCalls(epoch: number): Promise<{ items: LeakedCall[]; complete: boolean }>;
  /** The newest epoch that has its `kill_switch_effect` row. */
  effectEpoch(): Promise<number>;
  /** Null while no checkpoint was ever asked for. */
  frontier(): Promise<Frontier | null>;
}

/** The same, to change it. Everything is committed together, and durably, or not at all. */
export interface Transaction extends Reading {
  savePerson(person: Person): Promise<void>;
  saveAgent(agent: Agent): Promise<void>;
  /** What was heard of a host that has this token already stays as it is. */
  saveHost(host: HostRecord): Promise<void>;
  saveSession(session: Session): Promise<void>;
  endSession(tokenHash: string): Promise<void>;
  endSessionsOf(personId: string): Promise<void>;
  saveTries(email: string, address: string, tries: Tries): Promise<void>;
  saveRefusals(personId: string, refusals: Refusals): Promise<void>;
  keepAnswer(personId: string, requestId: string, answer: KeptAnswer): Promise<void>;
  saveSwitch(state: SwitchState): Promise<void>;
  /** `seq` must be that of the head + 1, and `prevHash` its hash. */
  append(record: AuditRecord): Promise<void>;
  saveEffectEpoch(epoch: number): Promise<void>;
  saveFrontier(frontier: Frontier): Promise<void>;
  /** Puts a message for the webhook into the outbox. `body` is JSON. */
  enqueue(body: string): Promise<void>;
}

/** The one source of truth. Every method may throw `StoreUnavailable`. */
export interface Store {
  tenants(): Promise<Tenant[]>;
  /** By id or by name. */
  findTenant(idOrName: string): Promise<Tenant | null>;
  addTenant(tenant: Tenant): Promise<void>;
  /** The session of a token, whatever tenant it belongs to; null also when it is over. */
  findSession(tokenHash: string): Promise<Session | null>;
  /**
   * Work on one tenant's data, alone: no other transaction of this tenant is between its begin and its commit. Rolled back
   * when `work` throws. Throws `OutcomeUnknown` when the commit was sent and not answered.
   */
  transaction<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  read<T>(tenantId: string, work: (reading: Reading) => Promise<T>): Promise<T>;
  /** Every tenant's hosts that are not removed. */
  hosts(): Promise<HostRecord[]>;
  /** Takes in what was heard of hosts. An older answer never replaces a newer one. It keeps no transaction of a tenant waiting. */
  heardOf(heard: readonly HeardHost[]): Promise<void>;
  /** Whether it can be written now. */
  isReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** What a gateway needs of the store: a connection of its own that does nothing else. */
export interface Beats {
  /** Commits the gateway's row, then reads every switch and every agent's key on the same connection. */
  beat(report: BeatReport): Promise<BeatAnswer>;
  /** The gateway stops, and says so. */
  leave(gatewayId: string): Promise<void>;
  /** Called soon after a toggle, to beat sooner. No call is promised. Returns how to stop that. */
  onToggle(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface OutboxMessage {
  id: string;
  tenantId: string;
  /** JSON. */
  body: string;
  createdAt: number;
  tries: number;
}

/** Messages for the webhook, which were committed with the toggles that they are about. */
export interface Outbox {
  /** What is due now, oldest first. Another process does not get the same messages for the next 30 s. */
  take(limit: number): Promise<OutboxMessage[]>;
  delivered(id: string): Promise<void>;
  /** To be tried again at `dueAt`; null when it is given up. */
  postpone(id: string, dueAt: number | null): Promise<void>;
}
