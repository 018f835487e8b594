import type { GuardianStatus } from '../../api/guardian/guardian-schemas';
import { CommandBlock } from '../../ui/command-block';
import { hostCommands, type CommandName } from './host-commands';

/** A command for the host of this status, ready to copy. */
export function CommandOf({ name, status }: { name: CommandName; status: GuardianStatus | null }) {
  const { command, copy } = hostCommands(status)[name];
  return <CommandBlock text={command} copyLabel={copy} />;
}
