import type { Me } from '../../../api/audit/toggle-rows';
import { Message } from '../../../ui/message';
import { isMine, type LatestToggle } from '../../../switch/latest-toggle';
import { LatestToggleWords } from '../../../switch/latest-toggle-words';
import type { Watch } from '../../../switch/watch';

type ForeignChangeProps = { change: NonNullable<Watch['foreign']>; latest: LatestToggle | null; me: Me };

/**
 * A change that this console did not ask for, for example by a second operator, or by a server that engages again on its
 * own.
 */
export function ForeignChange({ change, latest, me }: ForeignChangeProps) {
  // Another tab or device of the same person counts, too: it was not done here.
  const who = latest && isMine(latest, me) ? 'You, elsewhere,' : 'Someone else';
  return (
    <Message tone="warning" title={`${who} ${change.to} the switch${change.afterOwn ? ' again' : ''}`}>
      <LatestToggleWords latest={latest} me={me} />
    </Message>
  );
}
