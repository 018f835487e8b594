import type { Finding } from '../../action/finding';
import { isDoubtful, modeWords } from '../mode';
import { notRead, type ReadAfter } from '../read-after';
import { killFile } from './kill-file';

/** The findings after a kill was acknowledged. */
export function acknowledgeFindings(read: ReadAfter): Finding[] {
  if (read.status === null) return [notRead(read)];
  const { mode } = read.status;
  const state = killFile(read.status);
  switch (state) {
    case 'none':
      if (isDoubtful({ data: read.status, serverTime: read.serverTime ?? null }))
        return [
          {
            tone: 'warning',
            text: `No kill waits any more. The Guardian says ${modeWords[mode]}, but contradicts itself.`,
          },
        ];
      return [
        {
          tone: 'success',
          text: `Confirmed: the kill is acknowledged. The mode is ${modeWords[mode]}.`,
        },
      ];
    case 'there':
      return [{ tone: 'danger', text: 'Accepted, but the status says that the KILL file exists.' }];
    case 'gone':
    case 'kill-active':
      return [
        {
          tone: 'danger',
          text: `Accepted, but a kill still waits to be acknowledged: the mode is ${modeWords[mode]}.`,
        },
      ];
    case 'unsaid':
      return [{ tone: 'warning', text: 'The status does not say whether a kill is active.' }];
  }
}
