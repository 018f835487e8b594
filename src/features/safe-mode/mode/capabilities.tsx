import type { GuardianCapability } from '../../../api/guardian/guardian-schemas';
import { RecordedText } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { CodeName, NotReported } from '../code-name';
import { DataTable } from '../data-table';
import { allowedInSafeMode, capabilityRules, capabilityStateWords, lookUp, rowsOf } from '../known-codes';
import { capabilitiesVerdict, type FoldedProps } from '../verdicts';
import { Fold } from '../../../guardian/fold';

const columns = [
  { name: 'Capability', width: 'lg:w-1/5' },
  { name: 'Normal', width: 'lg:w-1/8' },
  { name: 'In Safe Mode', width: 'lg:w-1/6' },
  { name: 'Now', width: 'lg:w-1/6' },
  { name: 'Enforced by' },
] as const;

/** What the agents can do, by F7 §2 and §5 and by the Guardian's status. */
export function Capabilities({ status, judged }: FoldedProps) {
  const restricted = status.mode !== 'NORMAL';
  return (
    <Fold title="Capabilities" verdict={judged(capabilitiesVerdict(status))}>
      <DataTable
        label="Capabilities"
        columns={columns}
        rows={rowsOf(capabilityRules, status.capabilities ?? []).map(({ key, code, reported }) => {
          const rule = lookUp(capabilityRules, code);
          const leaks = restricted && reported !== null && !allowedInSafeMode(code, reported.state);
          return {
            key,
            alarming: leaks,
            cells: [
              <CodeName key="name" name={rule?.name ?? null} code={code} />,
              rule?.normal ?? 'not known',
              rule?.inSafeMode ?? 'not known',
              <Now key="now" reported={reported} leaks={leaks} />,
              <EnforcedBy key="by" reported={reported} enforcement={rule?.enforcement ?? null} />,
            ],
          };
        })}
      />
    </Fold>
  );
}

function Now({ reported, leaks }: { reported: GuardianCapability | null; leaks: boolean }) {
  if (reported === null) return <NotReported />;
  const words = <UserText text={lookUp(capabilityStateWords, reported.state) ?? reported.state} />;
  if (!leaks) return words;
  return (
    <span className="font-semibold text-danger">
      <StateIcon state="engaged" className="mr-2 inline size-4" />
      <span>{words}</span>, which Safe Mode forbids
    </span>
  );
}

function EnforcedBy({
  reported,
  enforcement,
}: {
  reported: GuardianCapability | null;
  enforcement: string | null;
}) {
  return (
    <>
      <RecordedText text={reported?.enforced_by?.trim() ? reported.enforced_by : null} />
      {enforcement !== null && <span className="block text-meta text-muted">{enforcement}</span>}
    </>
  );
}
