import { boolean, fallback, object, parse } from 'valibot';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Instant } from '../lib/clock';
import { resettable } from '../lib/resettable';
import { tabStorage } from '../lib/storage';
import { keptIn } from './kept-in';

/** The signed-in person as the server named them. `role` is the server's own word; capabilities are derived from it. */
export type Person = {
  tenantId: string;
  role: string;
  email: string;
  /** Unknown until `/auth/me` has answered; some roles may not ask it. */
  id: string | null;
  fullName: string | null;
  /** What an earlier sign-in of theirs in this tab goes by: auth/person.ts. */
  key?: string;
};

/** A session's life, in ms from a moment on this device. */
export type Lifetime = { since: Instant; ms: number };

export type Session =
  | { phase: 'starting' }
  /** `error`: why nobody could be signed in without a password. */
  | { phase: 'signed-out'; notice: string | null; error?: unknown }
  | { phase: 'active'; person: Person; lifetime: Lifetime | null }
  | { phase: 'expired'; person: Person; notice?: string | undefined };

type SessionStore = {
  session: Session;
  /** The server refused to renew a session: it is not offered again in this tab, as long as somebody is signed in. */
  cannotRenew: boolean;
  /** The role under which the switch was offered until the server refused it; null while it refuses nothing. */
  takenRole: string | null;
};

const Kept = fallback(object({ cannotRenew: boolean() }), { cannotRenew: false });

/**
 * The session itself is kept by auth/session/keep-session.ts, not here: it may be taken up only while the browser's cookie
 * is of the same sign-in, and its end is kept on another clock than it is counted by.
 */
export const useSession = resettable(
  create<SessionStore>()(
    persist((): SessionStore => ({ session: { phase: 'starting' }, cannotRenew: false, takenRole: null }), {
      name: 'ksc.cannot-renew',
      storage: keptIn(tabStorage),
      partialize: ({ cannotRenew }) => (cannotRenew ? { cannotRenew } : {}),
      merge: (kept, initial) => ({ ...initial, ...parse(Kept, kept) }),
    }),
  ),
);
