// What the observer tells of a page.

export type Action = 'engage' | 'disengage';
export type Call = 'read' | Action | 'sign-in' | 'who' | 'sign-out';

/** When: `at` (ms) and `ticks` (every 100 ms that the page was awake) are real, the others what the page takes for it. */
type Moment = { doc: string; at: number; ticks: number; wall: number; mono: number };

/** An answer as the wire had it. `status` null: there was none; `dropped`: because the page no longer wanted it. */
export type RawAnswer = {
  status: number | null;
  dropped?: boolean;
  /** What the text says where it is JSON; null where it is not. Absent where only the head was looked at. */
  says?: { success: unknown; state: unknown; tenant: unknown } | null;
};

export type Fact =
  | { kind: 'look'; badge: string; title: string }
  | { kind: 'typed'; action: Action; value: string }
  | { kind: 'field'; action: Action; value: string }
  | { kind: 'pressed'; action: Action }
  | { kind: 'place'; name: string; text: string }
  | { kind: 'person'; tenant: string; email: string }
  | { kind: 'asked'; id: string; call: Call; requestId: string; tenant: string }
  | ({ kind: 'answered'; id: string; call: Call } & RawAnswer);

export type PageEvent = Moment & Fact;
