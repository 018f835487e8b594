import type { ReactNode } from 'react';
import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import { lastStatus, type ModeState } from '../../../guardian/mode';
import { containmentWords } from '../../../guardian/host/containment';
import { RecordedText } from '../../../ui/recorded';
import { UserText } from '../../../ui/user-text';

const blank = (text: string | null | undefined) => (text?.trim() ? text : null);

/** Long hashes are shortened here. The whole one stands under "Processes and policy". */
function short(hash: string | null): string | null {
  return hash === null || hash.length <= 13 ? hash : `${hash.slice(0, 8)}…${hash.slice(-4)}`;
}

/** What runs on the host, in one strip. */
export function HostFacts({ state }: { state: ModeState }) {
  const status = lastStatus(state);
  if (!status) return null;
  const {
    host,
    profile,
    policy,
    core_version: core,
    core_state: running,
    guardian_version: guardian,
  } = status;
  const held = containmentWords(status.containment);
  return (
    <section aria-label="Host facts" className="card mt-5">
      {state.kind !== 'confirmed' && (
        <p className="font-medium text-unknown">
          What follows is what was last read. It may have changed since.
        </p>
      )}
      <dl className="mt-2 grid gap-3 md:grid-cols-2 lg:grid-cols-4">
        <Fact term="Host" note={<RecordedText text={blank(profile)} />}>
          <RecordedText text={blank(host)} />
        </Fact>
        <Children status={status} />
        <Fact
          term="Policy"
          note={
            <span className="font-mono text-mono">
              <RecordedText text={short(blank(policy?.hash))} />
            </span>
          }
        >
          {policy ? (
            policy.intact ? (
              'Intact'
            ) : (
              <span className="text-danger">NOT INTACT</span>
            )
          ) : (
            'not reported'
          )}
        </Fact>
        <Fact
          term="Core"
          note={
            <>
              <span>Guardian </span>
              <RecordedText text={blank(guardian)} />
            </>
          }
        >
          <RecordedText text={blank(running)} />, version <RecordedText text={blank(core)} />
        </Fact>
        {held && (
          <Fact term="Core is held by" note={held.warning && <b className="text-danger">{held.warning}</b>}>
            <span className={held.warning ? 'text-danger' : ''}>
              <UserText text={held.words} />
            </span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Children({ status: { mode, child_processes: children } }: { status: GuardianStatus }) {
  if (children == null)
    return (
      <Fact term="Child processes" note={null}>
        not reported
      </Fact>
    );
  const count = String(children);
  if (mode === 'NORMAL' || children === 0)
    return (
      <Fact term="Child processes" note={mode === 'NORMAL' ? 'of the Guardian' : 'as Safe Mode demands'}>
        {count}
      </Fact>
    );
  return (
    <Fact term="Child processes" note={<b className="text-danger">must be 0 in Safe Mode</b>}>
      <span className="text-danger">{count}</span>
    </Fact>
  );
}

type FactProps = { term: string; note: ReactNode; children: ReactNode };

function Fact({ term, note, children }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-muted">{term}</dt>
      <dd className="font-semibold wrap-anywhere">{children}</dd>
      <dd className="text-meta text-muted wrap-anywhere">{note}</dd>
    </div>
  );
}
