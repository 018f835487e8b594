import type { BeatHost } from './hosts';

/** What gateways report to the store, and what they are told. Times are ms since the epoch, by the store's clock. */

export interface AgentCalls {
  tenantId: string;
  /** The epoch that the gateway decided by. */
  epoch: number;
  /** The agent's name. */
  agent: string;
  /** Totals since this gateway booted, so that a report that arrives twice counts once. */
  allowed: number;
  denied: number;
  lastAllowedAt: number | null;
}

/** A call that was allowed after an engage, by a gateway that did not know of it yet. */
export interface LeakedCall {
  requestId: string;
  agent: string;
  tool: string;
  allowedAt: number;
  /** The gateway's name. */
  gateway: string;
}

export interface BeatReport {
  gateway: {
    /** UUID, new for each boot. */
    id: string;
    name: string;
  };
  /** For each tenant, the epoch by which the gateway decides now. */
  epochs: { tenantId: string; epoch: number }[];
  /** Only what changed since the newest report that was answered. */
  calls: AgentCalls[];
  /** `complete` is false when the gateway could not keep all of them. */
  leaked: { tenantId: string; epoch: number; items: LeakedCall[]; complete: boolean }[];
}

/** A switch as the gateways need it. */
export interface KnownSwitch {
  tenantId: string;
  epoch: number;
  engaged: boolean;
  reason: string | null;
  /** Who toggled: the email, or the id. */
  by: string | null;
  changedAt: number | null;
}

/** A gateway that was silent for longer is forgotten, in ms. */
export const FORGET_GATEWAY_MS = 24 * 3_600_000;

export interface BeatAnswer {
  /** The store's clock when the switches were read. */
  now: number;
  switches: KnownSwitch[];
  /** Every agent's key that is not revoked. */
  agents: { keyHash: string; tenantId: string; name: string; host: string | null }[];
  /** Every host that is not removed. */
  hosts: BeatHost[];
  /**
   * The names of the gateways that were silent for 24 hours without a goodbye, and are no longer listed. Each is told to one
   * gateway, once.
   */
  forgotten: string[];
}

export interface GatewayRecord {
  id: string;
  name: string;
  lastSeenAt: number;
  /** It said goodbye. */
  gone: boolean;
  /** The epoch of the asking tenant that it reported, and since when; 0 and null before its first. */
  epoch: number;
  confirmedAt: number | null;
}

export interface KnownCalls {
  allowed: number;
  denied: number;
  lastAllowedAt: number | null;
  byAgent: { agent: string; allowed: number; denied: number }[];
}
