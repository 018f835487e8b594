import type { ReactNode } from 'react';
import type { Finding } from '../../../action/finding';
import type { SwitchEffect } from '../../../api/effect';
import { explainError } from '../../../api/errors/explain-error';
import type { Aged } from '../../../api/http/reading';
import { formatDuration, parseTimestamp } from '../../../lib/time';
import type { Person } from '../../../stores/session';
import type { SwitchState } from '../../../switch/derive-state';
import { ServerWords } from '../../../ui/server-words';
import { StateIcon } from '../../../ui/state-icon';
import { UserText } from '../../../ui/user-text';
import { toneIcons } from '../proof/proof-row';
import { counted, gatewaysFinding, leakedFinding } from './effect-words';
import { GatewayList } from './gateway-list';
import { useSwitchEffect } from './use-switch-effect';

/** What the newest toggle has done so far: the gateways that confirmed it, the calls since, and those that slipped through. */
export function EffectSection({ person, state }: { person: Person; state: SwitchState }) {
  const known = useSwitchEffect(person, state);
  if (known === null) return null;
  return (
    <section aria-labelledby="effect-title" className="card mt-5 min-h-64 space-y-3">
      <h2 id="effect-title" className="text-heading font-semibold">
        Effect
      </h2>
      {known.kind === 'checking' && <Line finding={{ tone: 'info', text: 'Asking the gateways…' }} />}
      {known.kind === 'confirmed' && <Facts {...known} />}
      {known.kind === 'unknown' && (
        <>
          <Line
            finding={{
              tone: 'warning',
              text: known.last
                ? `Unknown — last answered ${formatDuration(known.last.ageMs)} ago`
                : 'Unknown — not answered yet',
            }}
          />
          {known.error !== null && <Failure error={known.error} />}
          {known.last && <Then effect={known.last.answer.data} />}
        </>
      )}
    </section>
  );
}

function Facts({ answer, ageMs }: Aged<SwitchEffect>) {
  const effect = answer.data;
  const now = (answer.serverTime ?? answer.askedAt.wall) + ageMs;
  const changedAt = parseTimestamp(effect.changed_at);
  const engaged = effect.status === 'engaged';
  const { allowed, denied } = effect.calls;
  return (
    <>
      <Line finding={gatewaysFinding(effect, changedAt === null ? Infinity : now - changedAt)}>
        <GatewayList effect={effect} />
      </Line>
      <div>
        <p className="text-muted">
          {engaged ? 'Agents’ calls refused since' : 'Agents’ calls allowed since'}
        </p>
        <p className="text-title font-semibold">{(engaged ? denied : allowed).toLocaleString('en')}</p>
        <p className={engaged && allowed > 0 ? 'font-medium text-danger' : 'text-muted'}>
          {engaged
            ? `${counted(allowed, 'call')} allowed by gateways that knew of it`
            : `${counted(denied, 'call')} refused since`}
        </p>
      </div>
      <ByAgent effect={effect} />
      {engaged && <Leaked effect={effect} />}
      <p className="text-meta text-muted">{`As reported ${formatDuration(ageMs)} ago.`}</p>
    </>
  );
}

function ByAgent({ effect: { calls } }: { effect: SwitchEffect }) {
  const agents = calls.by_agent ?? [];
  if (agents.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer font-medium">By agent</summary>
      <ul className="mt-2 space-y-1">
        {agents.map(({ agent, allowed, denied }) => (
          <li key={agent}>
            <UserText text={agent} />: <span>{`${denied.toLocaleString('en')} refused`}</span>
            {allowed > 0 && <span>{`, ${allowed.toLocaleString('en')} allowed`}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The calls that were allowed after an engage, each with what is needed to find it again. */
function Leaked({ effect }: { effect: SwitchEffect }) {
  const { items } = effect.leaked;
  return (
    <Line finding={leakedFinding(effect)}>
      {items.length > 0 && (
        <details>
          <summary className="cursor-pointer font-medium">Show them</summary>
          <ul className="mt-2 space-y-2">
            {items.map(({ request_id: id, agent, tool, allowed_at: at, gateway }) => (
              <li key={`${gateway} ${id}`}>
                <UserText text={agent} />: <UserText text={tool} />
                <p className="text-meta text-muted">
                  <UserText text={`${timeOfDay(at)} at ${gateway}, request ${id}`} />
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Line>
  );
}

/** `14:03:07.412 UTC`; what is no time is shown as it came. */
function timeOfDay(timestamp: string): string {
  const at = parseTimestamp(timestamp);
  return at === null ? timestamp : `${new Date(at).toISOString().slice(11, 23)} UTC`;
}

/** An old answer: it is told as what was so then, in no colour. */
function Then({ effect }: { effect: SwitchEffect }) {
  const { status, calls } = effect;
  return (
    <p className="text-muted">
      {`It said: ${status}. ${gatewaysFinding(effect).text} ${counted(calls.denied, 'call')} refused, ${calls.allowed.toLocaleString('en')} allowed.`}
    </p>
  );
}

function Failure({ error }: { error: unknown }) {
  const { title, serverWords } = explainError(error, 'status');
  return (
    <div>
      <p>{title}</p>
      {serverWords && <ServerWords text={serverWords} />}
    </div>
  );
}

function Line({ finding: { tone, text }, children }: { finding: Finding; children?: ReactNode }) {
  return (
    <div className="flex gap-3">
      <StateIcon state={toneIcons[tone]} className="size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        <p>{text}</p>
        {children}
      </div>
    </div>
  );
}
