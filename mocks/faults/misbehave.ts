import type { Db } from '../db';
import type { Wire } from '../wire';

/** A request as it reaches the services. */
export interface Asked {
  method: string;
  /** The path as in the contract, with the tenant filled in. */
  path: string;
  tenantId: string | null;
  /** `?host=`, with which a request of the Guardian's contract names one of several hosts. */
  host?: string | null;
  requestId: string;
  /** As sent; empty when there is none. */
  body: string;
}

/** What the services work on while they answer one request. */
export interface Service {
  db: Db;
  /** ms since the epoch. */
  now: number;
  /** Asks the frontend's processes to stop, and tells which of them did. */
  stop(pids: readonly number[]): readonly number[];
  /** The switch is read from a replica that does not know the newest toggle. */
  readsReplica: boolean;
}

export type Next = (asked: Asked, service: Service) => Promise<Wire>;

/**
 * A service that works differently: it changes the request, the state, the way in which processes are stopped, or the
 * answer. It can also answer itself, instead of calling `next`.
 */
export type Misbehaviour = (asked: Asked, service: Service, next: Next) => Promise<Wire>;

const SWITCH = /^\/decision\/kill-switch\/([^/]+)$/;

/** The tenant whose switch is meant, or null for any other request. */
export const switchIn = ({ path }: Asked): string | null => SWITCH.exec(path)?.[1] ?? null;

export const isCall = (asked: Asked, method: string, path: string): boolean =>
  asked.method === method && asked.path === path;
