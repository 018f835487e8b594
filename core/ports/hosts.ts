import type { components } from '../contract/contract';

/** Hosts with a Guardian, as a store keeps them. Times are ms since the epoch, by the store's own clock unless said otherwise. */

export type GuardianMode = components['schemas']['GuardianMode'];

/** What a Guardian said when it was last asked. */
export interface HostFacts {
  /** Null before its first answer, and when it is not believed. */
  mode: GuardianMode | null;
  /** Since when it has this mode, by its own clock. */
  since: number | null;
  containment: string | null;
  platform: string | null;
}

/** A host as it was last heard of. */
export interface KnownHost extends HostFacts {
  name: string;
  /** When its Guardian was last asked and then answered; null before the first time. */
  lastSeenAt: number | null;
}

/** A host and the way to it. */
export interface HostRecord extends KnownHost {
  tenantId: string;
  /** Unique in its tenant, and the name by which the Guardian calls its host. */
  name: string;
  /** Origin of the Guardian. */
  url: string;
  /** Origin of the host control API; null where there is none. */
  controlUrl: string | null;
  /** The key of the signed statements, as it is. Whoever reads the store can speak for everybody to this host. */
  token: string;
  /** The Guardian's, in base64 of SPKI. */
  publicKey: string;
  /** It is not asked any more. */
  removed: boolean;
  /** The id of its newest event that is in the tenant's audit chain; null before the first. */
  lastEvent: string | null;
}

/** What was just heard of a host. */
export interface HeardHost extends HostFacts {
  tenantId: string;
  name: string;
  /** What was heard with another token is about another time of this host. */
  token: string;
  /** How long ago the question was sent, in ms. A store asks when it has read its clock, so that what waits grows old. */
  ageMs(): number;
}

/** A host that was heard of so much later than now, in ms, tells that the store's clock was set back since. */
export const FUTURE_MS = 1_000;

/** A host as the gateways need it. */
export interface BeatHost extends Pick<KnownHost, 'name' | 'mode' | 'since' | 'lastSeenAt'> {
  tenantId: string;
}
