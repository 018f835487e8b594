import { operatorShown, reasonOf } from '../../../api/audit/toggle-rows';
import { isRedacted, revealHidden } from '../../../lib/text';
import { formatDuration, formatLocal } from '../../../lib/time';
import type { Incident } from './incidents';
import { shortId } from '../../../lib/short-id';

/** How long an incident lasted, as far as that is known. */
export function lengthOfIncident({ engage, disengage, durationMs }: Incident): string {
  if (durationMs !== null) return formatDuration(durationMs);
  if (engage === null) return 'engage not known';
  return disengage === null ? 'still open' : 'unknown';
}

/** An incident in one sentence: when, by whom, for how long, why. */
export function describeIncident(incident: Incident): string {
  const { engage, disengage, start, repeats } = incident;
  const row = engage ?? disengage;
  const said = (text: string | null | undefined) =>
    !text ? 'not recorded' : isRedacted(text) ? 'redacted by the server' : revealHidden(text);
  const when = start === null ? 'at an unknown time' : formatLocal(start);
  const again = repeats.length > 0 ? `, engaged again ${repeats.length} times meanwhile` : '';
  if (!engage)
    return `Disengaged without a known engage. Operator: ${shortId(said(row && operatorShown(row)))}.`;
  return `Engaged ${when} by ${shortId(said(operatorShown(engage)))}, ${disengage ? 'for ' : ''}${lengthOfIncident(incident)}${again}. Reason: ${said(reasonOf(engage))}.`;
}
