import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { CommandName } from '../../../guardian/host/host-commands';
import { killFile } from '../../../guardian/kill/kill-file';
import { conditionName, conditionNames, lookUp } from '../known-codes';

/** Something that keeps the host in Safe Mode, and what clears it. Texts are untrusted. */
export type Cause = {
  code: string;
  title: string;
  /** What a person does about it. */
  step: string;
  /** The command for the host that does it. */
  command?: CommandName;
  /** Whether it is cleared on the recovery page. */
  onRecovery?: boolean;
};

/** Whether a kill mechanism is triggered now; null when the Guardian does not say. */
function triggered({ kill_mechanisms: mechanisms }: GuardianStatus, code: string): boolean | null {
  return mechanisms?.find((item) => item.code === code)?.triggered ?? null;
}

type Clearing = Omit<Cause, 'code'>;

/** What clears each active condition but the kill, which the mechanism tells as well. A new code in F7 needs its words here. */
const clearings: Record<
  Exclude<keyof typeof conditionNames, 'kill_file'>,
  (status: GuardianStatus) => Clearing
> = {
  startup_flag: () => ({
    title: conditionNames.startup_flag,
    step: 'Restart the host without --safe-mode or --start-safe.',
  }),
  registry: (status) =>
    triggered(status, 'registry') === false
      ? { title: 'The emergency key is gone', step: 'Restart Guardian on the host.' }
      : {
          title: conditionName('registry', status) ?? conditionNames.registry,
          step: 'Delete the key on the host, as administrator. Then restart Guardian.',
          command: 'clearKey',
        },
  core_signature: () => ({
    title: conditionNames.core_signature,
    step: 'Verify integrity, save the logs, then roll back Core.',
    onRecovery: true,
  }),
  policy_corruption: () => ({
    title: conditionNames.policy_corruption,
    step: 'Reset the policy. The Guardian makes a backup first.',
    onRecovery: true,
  }),
  upgrade_rollback: () => ({
    title: conditionNames.upgrade_rollback,
    step: 'Verify integrity before you exit. This does not block the exit.',
    onRecovery: true,
  }),
  crash_loop: () => ({
    title: conditionNames.crash_loop,
    step: 'Find out why Core crashed before you exit. This does not block the exit.',
    onRecovery: true,
  }),
};

function killCause(status: GuardianStatus): Cause[] {
  switch (killFile(status)) {
    case 'there':
      return [
        {
          code: 'kill_file',
          title: conditionNames.kill_file,
          step: 'Delete it on the host, as administrator. Then acknowledge the kill.',
          command: 'deleteKill',
        },
      ];
    case 'gone':
      return [{ code: 'kill_file', title: 'The KILL file is gone', step: 'Acknowledge the kill.' }];
    case 'kill-active':
      return [
        {
          code: 'kill_file',
          title: 'A kill is active',
          step: 'Make sure that the KILL file is deleted on the host. Then acknowledge the kill.',
          command: 'deleteKill',
        },
      ];
    case 'none':
    case 'unsaid':
      return [];
  }
}

/** Everything that a person has to clear before Safe Mode can end, the kill first. */
export function causesOf(status: GuardianStatus): Cause[] {
  const active = (status.entry_conditions ?? []).filter((item) => item.active && item.code !== 'kill_file');
  const others = [...new Set(active.map(({ code }) => code))].map((code): Cause => {
    const clearing = lookUp(clearings, code);
    return {
      code,
      ...(clearing?.(status) ?? {
        title: code,
        step: 'This console does not know this condition: look at the host.',
      }),
    };
  });
  return [...killCause(status), ...others];
}
