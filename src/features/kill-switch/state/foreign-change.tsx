import type { Me } from '../../../api/audit/toggle-rows';
import { Message } from '../../../ui/message';
import type { LatestToggle } from '../../../switch/latest-toggle';
import { LatestToggleWords } from '../../../switch/latest-toggle-words';
import type { Watch } from '../../../switch/watch';

type ForeignChangeProps = { change: NonNullable<Watch['foreign']>; latest: LatestToggle | null; me: Me };

/**
 * A change that this console did not ask for, for example by a second operator, or by a server that engages again on its
 * own.
 */
export function ForeignChange({ change, latest, me }: ForeignChangeProps) {
  const word = change.to === 'engaged' ? 'Engaged' : 'Disengaged';
  return (
    <Message tone="warning" title={`${word}${change.afterOwn ? ' again' : ''}, not by this console`}>
      <LatestToggleWords latest={latest} me={me} />
    </Message>
  );
}
