import { create } from 'zustand';
import type { Instant } from '../lib/clock';

/** The signed-in person as the server named them. `role` is the server's own word; capabilities are derived from it. */
export type Person = {
  tenantId: string;
  role: string;
  email: string;
  /** Unknown until `/auth/me` has answered; some roles may not ask it. */
  id: string | null;
  fullName: string | null;
};

/** A session's life, in ms from a moment on this device. */
export type Lifetime = { since: Instant; ms: number };

export type Session =
  | { phase: 'starting' }
  | { phase: 'signed-out'; notice: string | null }
  | { phase: 'active'; person: Person; lifetime: Lifetime | null }
  | { phase: 'expired'; person: Person };

export const useSession = create<{ session: Session }>(() => ({ session: { phase: 'starting' } }));
