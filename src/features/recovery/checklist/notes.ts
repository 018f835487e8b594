import { useMemo } from 'react';
import { isRecord } from '../../../lib/is-record';
import { setDraft, useDrafts } from '../../../stores/drafts';

/** An operator's own notes on a recovery: the scenario, and the ticked steps of each scenario. */
export type Notes = { scenario: string | null; ticks: Readonly<Record<string, readonly string[]>> };

const keyOf = (owner: string) => `${owner} recovery`;

/** The stored text may be anything. What is not a note is dropped. */
export function readNotes(text: string): Notes {
  const { scenario, ticks } = parsed(text);
  const lists = Object.entries(isRecord(ticks) ? ticks : {});
  return {
    scenario: typeof scenario === 'string' ? scenario : null,
    ticks: Object.fromEntries(lists.map(([name, list]) => [name, textsOf(list)])),
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
