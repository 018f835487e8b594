import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { sampleGuardian } from '../../../core/conformance/sample-guardian';
import { aHost } from '../../../core/conformance/store-under-test';
import { createNonces, readStatement, type StatedPerson } from '../../../core/hosts/statement';
import type { HostRecord } from '../../../core/ports/hosts';

const TOKEN = 'ksh_fake-guardian';

interface Heard {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  headers: IncomingMessage['headers'];
  person: StatedPerson | { fault: string };
}

const idOf = (serial: number) => `evt-${String(serial).padStart(6, '0')}`;

type Answer = (heard: Heard, response: ServerResponse) => void;

/** A Guardian that is none: it checks the statement as a real one does, and answers over real HTTP as it is told. */
export async function startFakeGuardian(name = 'agents-01', { token: first = TOKEN, seed = 1 } = {}) {
  let token = first;
  const signing = sampleGuardian(name, seed);
  const nonces = createNonces();
  const heard: Heard[] = [];
  const events: object[] = [];
  const status: Record<string, unknown> = {
    mode: 'NORMAL',
    host: name,
    since: '2026-11-27T08:00:00.000Z',
    platform: 'linux',
    containment: 'pidns',
    last_exit: null,
  };
  let answer: Answer | null = null;

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const [path = '', query = ''] = url.split('?');
      const header = (one: string) => headers[one.toLowerCase()]?.toString() ?? null;
      const judging = { token, host: name, now: Date.now(), nonces, since: 0 };
      const person = readStatement(header, { method, path, query, body }, judging);
      const call = { method, path, query: new URLSearchParams(query), body, headers, person };
      heard.push(call);
      if (answer) return answer(call, response);
      if ('fault' in person) return send(response, 401, { success: false, error: 'statement_refused' });
      send(response, 200, { success: true, data: dataFor(call), error: null, meta: null });
    });
  });

  function dataFor({ path, query, body }: Heard): unknown {
    if (path === '/guardian/outbox') return { items: after(query.get('after')), newest: idOf(events.length) };
    if (path === '/guardian/safe-mode/enter') {
      status['mode'] = 'SAFE';
      events.push({ ...eventOf('mode_change', 'SAFE'), message: body });
    }
    return status;
  }

  /** Ids rise with the place in the list. */
  const after = (id: string | null) =>
    events.filter((event) => 'id' in event && String(event.id) > (id ?? '')).slice(0, 100);

  function eventOf(kind: string, outcome: string) {
    const id = idOf(events.length + 1);
    return {
      id,
      kind,
      outcome,
      timestamp: '2026-11-27T09:00:00.000Z',
      actor: 'Guardian',
      message: `${kind} told`,
    };
  }

  const listen = (port: number) =>
    new Promise<number>((resolve) =>
      server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
    );
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const port = await listen(0);
  onTestFinished(() => close());

  return {
    ...signing,
    heard,
    events,
    status,
    /** Adds an event to the outbox. */
    tell: (kind: string, outcome = 'TOLD', more: object = {}) =>
      events.push({ ...eventOf(kind, outcome), ...more }),
    /** Leaves Safe Mode with a record, which is that of this key unless another is given. */
    exit(correlationId: string, by = signing) {
      const record = by.approve(correlationId);
      status['mode'] = 'NORMAL';
      status['last_exit'] = record;
      events.push(signing.exitOf(eventOf('', '').id, record));
      return record;
    },
    /** Every call is answered so from now on; null for the ordinary way. */
    answerWith(next: Answer | null) {
      answer = next;
    },
    useToken(next: string) {
      token = next;
    },
    stop: close,
    startAgain: () => listen(port),
    record: (tenantId: string, change: Partial<HostRecord> = {}): HostRecord =>
      aHost({
        tenantId,
        name,
        url: `http://127.0.0.1:${port}`,
        token: TOKEN,
        publicKey: signing.publicKey,
        ...change,
      }),
  };
}

export type FakeGuardian = Awaited<ReturnType<typeof startFakeGuardian>>;

export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
