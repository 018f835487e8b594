import { useMemo } from 'react';
import { isRecord } from '../../../lib/is-record';
import { setDraft, useDrafts } from '../../../stores/drafts';

type Lists = Readonly<Record<string, readonly string[]>>;

/** An operator's notes on a recovery. */
export type Notes = {
  scenario: string | null;
  /** The ticked steps of each scenario, whoever ticked them. */
  ticks: Lists;
  /** The steps of each scenario that the Guardian has confirmed. Each is ticked once: what a person unticks stays so. */
  confirmed: Lists;
};

const keyOf = (owner: string) => `${owner} recovery`;

/** The stored text may be anything. What is not a note is dropped. */
export function readNotes(text: string): Notes {
  const { scenario, ticks, confirmed } = parsed(text);
  return {
    scenario: typeof scenario === 'string' ? scenario : null,
    ticks: listsOf(ticks),
    confirmed: listsOf(confirmed),
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function listsOf(value: unknown): Lists {
  const lists = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(lists.map(([name, list]) => [name, textsOf(list)]));
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

/** The notes of one person. Like typed reasons, they are kept in the tab and forgotten with the tab or the person. */
export function useNotes(owner: string): Notes {
  const text = useDrafts((drafts) => drafts[keyOf(owner)] ?? '');
  return useMemo(() => readNotes(text), [text]);
}

function change(owner: string, next: (before: Notes) => Notes) {
  const before = readNotes(useDrafts.getState()[keyOf(owner)] ?? '');
  setDraft(keyOf(owner), JSON.stringify(next(before)));
}

export function chooseScenario(owner: string, scenario: string) {
  change(owner, (notes) => ({ ...notes, scenario }));
}

/** Replaces the ticks of one scenario. */
export function setTicks(owner: string, scenario: string, steps: readonly string[]) {
  change(owner, (notes) => ({ ...notes, ticks: { ...notes.ticks, [scenario]: [...new Set(steps)] } }));
}

/** Replaces the ticks of one scenario, and what the Guardian has confirmed of it. */
export function setList(owner: string, scenario: string, { ticks, confirmed }: ListNotes) {
  setTicks(owner, scenario, ticks);
  change(owner, (notes) => ({ ...notes, confirmed: { ...notes.confirmed, [scenario]: [...confirmed] } }));
}

/** The notes on one scenario. */
export type ListNotes = { ticks: readonly string[]; confirmed: readonly string[] };

/** Ticks steps that the Guardian has confirmed just now. */
export function tickConfirmed(owner: string, scenario: string, steps: readonly string[]) {
  const { ticks, confirmed } = readNotes(useDrafts.getState()[keyOf(owner)] ?? '');
  setList(owner, scenario, {
    ticks: [...(ticks[scenario] ?? []), ...steps],
    confirmed: [...(confirmed[scenario] ?? []), ...steps],
  });
}
