import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { explainError } from '../../../api/errors/explain-error';
import { chainVerdict } from '../../../api/audit/history';
import type { AuditRow } from '../../../api/schemas';
import { Button } from '../../../ui/button';
import { ErrorMessage } from '../../../ui/error-message';
import { Message } from '../../../ui/message';
import { UserText } from '../../../ui/user-text';
import { checkLinks, whyUnchecked } from './check-links';
import { contradictionWords, linkWords, NO_PROOF, serverCounts } from './link-words';
import { rowLink } from '../table/row-name';
import { readVerdict } from './verdict';

/** The server's verdict on the audit chain. It stays in the cache, so that a broken chain is not forgotten. */
export function useChainVerdict(tenantId: string) {
  return useQuery({ ...chainVerdict(tenantId), enabled: false });
}

type Verdict = ReturnType<typeof useChainVerdict>;

export function VerifyButton({ verdict }: { verdict: Verdict }) {
  return (
    <Button onClick={() => void verdict.refetch()} disabledReason={verdict.isFetching ? 'Verifying…' : null}>
      {verdict.isFetching ? 'Verifying…' : 'Verify audit chain'}
    </Button>
  );
}

/** What the server says about its chain, and what this console can check by itself. */
export function ChainReport({ verdict, rows }: { verdict: Verdict; rows: readonly AuditRow[] }) {
  const { data: answer, error } = verdict;
  if (answer === undefined && error === null) return null;
  return (
    <section aria-label="Audit chain" className="mt-4">
      {error !== null && (
        <ErrorMessage
          words={explainError(error, 'full-history')}
          note="The chain was not verified now. This says nothing about whether it is intact."
        />
      )}
      {answer && <ServerVerdict data={answer.data} askedAt={answer.askedAt.wall} rows={rows} />}
      {answer && <OwnCheck rows={rows} />}
    </section>
  );
}

type ServerVerdictProps = {
  data: Parameters<typeof readVerdict>[0];
  askedAt: number;
  rows: readonly AuditRow[];
};

function ServerVerdict({ data, askedAt, rows }: ServerVerdictProps) {
  const { valid, processed, errors, words, violations, unlisted } = useMemo(() => readVerdict(data), [data]);
  const loaded = useMemo(() => new Set(rows.map(({ id }) => id)), [rows]);
  return (
    <Message
      tone={valid ? 'success' : 'danger'}
      title={
        valid ? 'The server says: the audit chain is intact' : 'The server says: the audit chain is BROKEN'
      }
      alert={!valid}
    >
      <p>
        <span>{serverCounts(processed, errors)}</span>, as of <span>{new Date(askedAt).toISOString()}</span>.
      </p>
      {words && (
        <p>
          In its words: <UserText text={words} />
        </p>
      )}
      {!valid && violations.length === 0 && <p>It named no row.</p>}
      {violations.length > 0 && (
        <ul className="mt-1 list-disc pl-5">
          {violations.map(({ rowId, text }) => (
            <li key={JSON.stringify([rowId, text])}>
              <UserText text={text} />{' '}
              {rowId !== null && loaded.has(rowId) && <Link to={rowLink(rowId)}>Show the row</Link>}
            </li>
          ))}
        </ul>
      )}
      {unlisted > 0 && <p>{`${unlisted.toLocaleString('en')} more violations are not shown.`}</p>}
    </Message>
  );
}

const MOST_CONTRADICTIONS = 50;

function OwnCheck({ rows }: { rows: readonly AuditRow[] }) {
  const check = useMemo(() => checkLinks(rows), [rows]);
  const { contradictions } = check;
  const unchecked = contradictions.length > 0 ? null : whyUnchecked(rows);
  if (unchecked !== null)
    return (
      <Message key="unchecked" tone="warning" title="This console could check nothing itself">
        <p>{unchecked}</p>
      </Message>
    );
  const { title, rest } = linkWords(check);
  return (
    <Message tone={contradictions.length > 0 ? 'danger' : 'info'} title={title}>
      {rest !== '' && <p>{rest}</p>}
      {contradictions.slice(0, MOST_CONTRADICTIONS).map(({ kind, rows: ids }) => (
        <p key={`${kind} ${ids.join(' ')}`}>
          <span>{contradictionWords[kind]}</span>:{' '}
          {[...new Set(ids)].slice(0, 5).map((id) => (
            <Link key={id} to={rowLink(id)} className="mr-2">
              {id}
            </Link>
          ))}
        </p>
      ))}
      <p className="text-muted">{NO_PROOF}</p>
    </Message>
  );
}
