// What the observer records about a page.

export type Action = 'engage' | 'disengage';
export type Call = 'read' | Action | 'sign-in' | 'who' | 'sign-out';

/**
 * A moment: `at` (ms) and `ticks` (one for every 100 ms that the page was awake) are real; the others are the page's own
 * clocks.
 */
type Moment = { doc: string; at: number; ticks: number; wall: number; mono: number };

/** An answer as it was on the wire. `status` null: there was no answer. `dropped`: the page aborted the request itself. */
export type RawAnswer = {
  status: number | null;
  dropped?: boolean;
  /** The content where the text is JSON; null where it is not. Absent where only the headers were recorded. */
  says?: { success: unknown; state: unknown; tenant: unknown } | null;
};

export type Fact =
  /** `cell`: the state that every page shows under its header. */
  | { kind: 'look'; badge: string; title: string; cell?: string }
  | { kind: 'typed'; action: Action; value: string }
  | { kind: 'field'; action: Action; value: string }
  | { kind: 'pressed'; action: Action }
  | { kind: 'place'; name: string; text: string }
  | { kind: 'person'; tenant: string; email: string }
  | { kind: 'asked'; id: string; call: Call; requestId: string; tenant: string }
  | ({ kind: 'answered'; id: string; call: Call } & RawAnswer);

export type PageEvent = Moment & Fact;
