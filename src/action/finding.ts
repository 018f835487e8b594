import type { MessageTone } from '../ui/message';

/** One result of reading back after an action, and how serious it is. */
export type Finding = { tone: MessageTone; text: string };

const gravity: MessageTone[] = ['danger', 'warning', 'info', 'success'];

/** The most serious tone among the findings. */
export function toneOf(findings: readonly Finding[]): MessageTone {
  return gravity.find((grave) => findings.some(({ tone }) => tone === grave)) ?? 'info';
}
