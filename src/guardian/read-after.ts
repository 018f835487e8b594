import { toneOf, type Finding } from '../action/finding';
import type { GuardianStatus } from '../api/guardian/guardian-schemas';

export const isProven = (findings: readonly Finding[]) => toneOf(findings) === 'success';

/** The host's status as read after the action, or why there is none yet. */
export type ReadAfter =
  | { status: GuardianStatus; /** The server's clock, if it was sent. */ serverTime?: number | null }
  | { status: null; why: 'reading' | 'unreadable' | 'other-host' };

export function notRead({ why }: { why: 'reading' | 'unreadable' | 'other-host' }): Finding {
  switch (why) {
    case 'reading':
      return { tone: 'info', text: 'Checking whether it took effect…' };
    case 'unreadable':
      return {
        tone: 'warning',
        text: 'The Guardian cannot be read now. It is not confirmed whether it took effect.',
      };
    case 'other-host':
      return {
        tone: 'warning',
        text: 'Another host answers now. It is not confirmed whether it took effect.',
      };
  }
}
