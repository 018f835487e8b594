import { boolean, fallback, object, parse } from 'valibot';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Instant } from '../lib/clock';
import { resettable } from '../lib/resettable';
import { tabStorage } from '../lib/storage';
import { keptIn } from './kept-in';

/** The signed-in person as the server named them. `role` is the server's own word; the capabilities follow from it. */
export type Person = {
  tenantId: string;
  /** Where the server knows tenants by name. For the eye only: requests are sent with the id. */
  tenantName?: string;
  role: string;
  email: string;
  /** Null until `/auth/me` has answered. Some roles may not ask it. */
  id: string | null;
  fullName: string | null;
  /** The key of this person's earlier sign-in in this tab: auth/person.ts. */
  key?: string;
};

/** The lifetime of a session, in ms from a moment on this device. */
export type Lifetime = { since: Instant; ms: number };

export type Session =
  | { phase: 'starting' }
  /** `error`: why nobody could be signed in without a password. */
  | { phase: 'signed-out'; notice: string | null; error?: unknown }
  | { phase: 'active'; person: Person; lifetime: Lifetime | null }
  | { phase: 'expired'; person: Person; notice?: string | undefined };

type SessionStore = {
  session: Session;
  /** The server refused to renew a session. This tab then does not offer it again while somebody is signed in. */
  cannotRenew: boolean;
  /** The role under which the switch was offered before the server refused it; null when nothing was refused. */
  takenRole: string | null;
};

const Kept = fallback(object({ cannotRenew: boolean() }), { cannotRenew: false });

/**
 * auth/session/keep-session.ts keeps the session, not this store. It may be restored only while the browser's cookie is of
 * the same sign-in, and its end is stored on a different clock than the one that counts it down.
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
