import { useRef, useState } from 'react';
import type { Proof } from '../../../api/http/outcome';
import type { Instant } from '../../../lib/clock';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { ErrorMessage } from '../../../ui/error-message';
import { TextField } from '../../../ui/field';
import { Message } from '../../../ui/message';
import { textIn } from '../../../ui/use-field-text';
import { checkToken } from './control-words';
import { frontendAfter, type AnsweredStop, type HostControl } from './use-host';

const NAME = 'Request frontend stop';

type StopDialogProps = { host: HostControl; onAnswered: (stop: AnsweredStop) => void; onClose: () => void };

/** Asks the host to stop its frontend. The admin token lives here only, for one request. */
export function StopDialog({ host, onAnswered, onClose }: StopDialogProps) {
  const [token, setToken] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { attempt } = host;
  const sending = attempt.phase === 'sending';
  // A refusal, too, is believed about the token and not about the host: it is read back (law 4).
  const open = attempt.phase === 'failed' && attempt.proof !== 'not-sent' ? attempt : null;
  const done = open !== null && frontendAfter(host.status, open.settledAt) === 'stopped';

  async function confirm() {
    const check = checkToken(host.shown ? textIn(field, token) : '');
    setProblem(check.ok ? null : check.problem);
    if (!check.ok) return;
    setToken('');
    const answered = await host.stop(check.token);
    if (answered) onAnswered(answered);
  }

  const waiting = sending ? 'The request is under way.' : null;
  return (
    <Dialog title={NAME} onClose={sending ? undefined : onClose}>
      <p className="mt-2">
        The control API on the host ends the frontend’s processes and frees its port. Whoever uses it loses it
        until somebody starts it again; nothing here can start it.
      </p>
      <p className="mt-2 text-muted">
        The host logs the caller’s address and whether an admin token was sent.
      </p>
      {attempt.phase === 'failed' && <ErrorMessage words={attempt.words} note={notes[attempt.proof]} />}
      <div aria-live={open?.proof === 'refused' ? 'polite' : undefined}>
        {open && <ReadAgain host={host} {...open} />}
      </div>
      {!done && !host.shown && (
        <p className="mt-4 font-semibold">
          This server has not shown itself as the host’s control API. So no admin token is asked for, and none
          is sent.
        </p>
      )}
      {!done && host.shown && (
        <TextField
          label="Admin token"
          name="host-token"
          type="password"
          autoComplete="off"
          hint="Only where the host asks for one. It is sent once and kept nowhere, so type it again for another try."
          value={token}
          error={problem}
          readOnly={sending}
          initialFocus
          inputRef={field}
          onChange={setToken}
        />
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        {!done && (
          <Button
            tone="danger"
            disabledReason={waiting}
            describedBy="stop-waiting"
            // The second click of a double click is not a second request.
            onClick={(event) => event.detail < 2 && void confirm()}
          >
            {sending ? 'Sending…' : NAME}
          </Button>
        )}
        <Button disabledReason={waiting} onClick={onClose}>
          {done ? 'Close' : 'Cancel'}
        </Button>
      </div>
      <p id="stop-waiting" className="mt-2 text-muted">
        {waiting}
      </p>
    </Dialog>
  );
}

const notes: Record<Proof, string> = {
  'not-sent': 'Nothing was sent.',
  refused: 'The request was refused. The host is read again.',
  unknown: 'The outcome is unknown. The host is read again.',
};

type ReadAgainProps = { host: HostControl; proof: Proof; settledAt: Instant };

/** What reads after a stop that was refused, or whose answer was lost (law 4). */
function ReadAgain({ host, proof, settledAt }: ReadAgainProps) {
  if (host.status.isFetching) return <Message tone="info" title="Reading the host to tell what happened…" />;
  switch (frontendAfter(host.status, settledAt)) {
    case 'stopped':
      return <Message tone="success" title="Read back: the frontend is not running" alert />;
    case 'running':
      if (proof === 'refused')
        return (
          <Message tone="info" title="Read back: nothing was changed, the frontend is still running">
            <p>You can ask again.</p>
          </Message>
        );
      return (
        <Message tone="warning" title="Read back: the frontend is still running">
          <p>It may still stop within seconds. You can ask again.</p>
        </Message>
      );
    case null:
      return (
        <Message tone="warning" title="The host cannot be read" alert>
          <p>It is not known whether the frontend was stopped.</p>
          <div className="mt-2">
            <Button onClick={host.read}>Read again</Button>
          </div>
        </Message>
      );
  }
}
