import type { MessageTone } from '../ui/message';

/** What reading tells of something that was done, and how grave that is. */
export type Finding = { tone: MessageTone; text: string };

const gravity: MessageTone[] = ['danger', 'warning', 'info', 'success'];

/** The gravest tone among them. */
export function toneOf(findings: readonly Finding[]): MessageTone {
  return gravity.find((grave) => findings.some(({ tone }) => tone === grave)) ?? 'info';
}
