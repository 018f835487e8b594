import type { KillMechanism } from '../../../api/guardian/guardian-schemas';
import { formatDuration } from '../../../lib/time';
import { Message } from '../../../ui/message';
import { RecordedText, RecordedTime } from '../../../ui/recorded';
import { StateIcon } from '../../../ui/state-icon';
import { CodeName, NotReported } from '../code-name';
import { DataTable } from '../data-table';
import { lookUp, mechanismName, mechanisms, rowsOf } from '../known-codes';
import { countIndependent, intervalOf, isTooSlow, lookOf } from './mechanism-check';
import { mechanismsVerdict, type FoldedProps } from '../verdicts';
import { Fold } from '../../../guardian/fold';

const columns = [
  { name: 'Mechanism', width: 'lg:w-1/6' },
  { name: 'Location', width: 'lg:w-1/4' },
  { name: 'Reachable' },
  { name: 'Triggered' },
  { name: 'Looks', width: 'lg:w-1/8' },
  { name: 'Last looked', width: 'lg:w-1/5' },
] as const;

/** The ways to stop the host that Core cannot prevent (F7 §2). */
export function KillMechanisms({ status, serverTime, judged }: FoldedProps) {
  const { kill_mechanisms: reported } = status;
  const count = countIndependent(reported, serverTime);
  const rows = rowsOf(mechanisms, reported ?? []);
  const late = rows.flatMap(({ code, reported: item }) => {
    const look = item && lookOf(item, serverTime);
    return look?.kind === 'stale'
      ? [`${mechanismName(code, status) ?? code}: ${formatDuration(look.ageMs)}`]
      : [];
  });
  return (
    <Fold title="Kill mechanisms" verdict={judged(mechanismsVerdict(status, serverTime))}>
      {count === null && (
        <Message tone="warning" title="The Guardian does not report its kill mechanisms">
          <p>Whether two independent ones are available (INV-OPER-1) cannot be told.</p>
        </Message>
      )}
      {count !== null && count < 2 && (
        <Message
          tone="danger"
          title={`Only ${count} of at least two independent kill mechanisms can stop this host`}
          alert
        >
          <p>
            INV-OPER-1 demands two that Core cannot control. Restore the others before the agents run on, or
            enter Safe Mode.
          </p>
        </Message>
      )}
      {late.length > 0 && (
        <Message tone="warning" title="Guardian has not looked for longer than it should" alert>
          <p>
            Last looked so long before this status: <span>{late.join('; ')}</span>. It may not notice that
            mechanism any more.
          </p>
        </Message>
      )}
      <DataTable
        label="Kill mechanisms"
        columns={columns}
        rows={rows.map(({ key, code, reported: item }) => ({
          key,
          alarming: item?.triggered ?? false,
          cells: [
            <CodeName key="name" name={mechanismName(code, status)} code={code} />,
            <RecordedText key="location" text={item?.location?.trim() ? item.location : null} />,
            item === null ? <NotReported key="reach" /> : <Reachable key="reach" item={item} />,
            item?.triggered == null ? (
              <NotReported key="triggered" />
            ) : (
              <Triggered key="triggered" item={item} />
            ),
            item === null ? '–' : <Interval key="looks" item={item} />,
            <LastLooked key="looked" item={item} serverTime={serverTime} />,
          ],
        }))}
      />
    </Fold>
  );
}

function Reachable({ item }: { item: KillMechanism }) {
  if (item.available) return <span>Yes</span>;
  return (
    <span key="no" className="inline-flex items-center gap-2 font-semibold text-unknown">
      <StateIcon state="unknown" className="size-4" /> No
    </span>
  );
}

function Triggered({ item }: { item: KillMechanism }) {
  if (!item.triggered) return <span>No</span>;
  return (
    <span key="triggered" className="inline-flex items-center gap-2 font-semibold text-danger">
      <StateIcon state="engaged" className="size-4" /> Triggered
    </span>
  );
}

function Interval({ item }: { item: KillMechanism }) {
  const interval = intervalOf(item);
  if (interval === null) return <span>at start</span>;
  const most = lookUp(mechanisms, item.code)?.everySeconds;
  return (
    <>
      <span className="whitespace-nowrap">
        every <span>{interval}</span> s
      </span>
      {isTooSlow(item) && (
        <b className="block text-danger">
          slower than the <span>{most}</span> s of F7
        </b>
      )}
    </>
  );
}

function LastLooked({ item, serverTime }: { item: KillMechanism | null; serverTime: number | null }) {
  if (item === null) return <RecordedText text={null} />;
  const look = lookOf(item, serverTime);
  return (
    <>
      <RecordedTime timestamp={item.last_checked_at} />
      {look.kind === 'stale' && (
        <b className="block text-danger">
          stale: <span>{formatDuration(look.ageMs)}</span> old
        </b>
      )}
    </>
  );
}
