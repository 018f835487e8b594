import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { refuse, refuseAtGateway, type Reply } from '../../core/http/reply';
import { wordsOf } from '../../core/text/words-of';
import type { Engine } from '../ports';
import type { Door } from './doors';
import { readRequest } from './read-request';

const HEADERS_MS = 5_000;
const REQUEST_MS = 15_000;
const MOST_CONNECTIONS = 64;
const TRY_AGAIN_MS = 5_000;
/** Who is being answered when the Guardian ends still gets this long. */
const ANSWERED_MS = 2_000;

interface Parts {
  engine: Pick<Engine, 'ask'>;
  /** Answers at once, whatever the engine does. */
  ping: () => Reply;
  newId(): string;
  say(line: string): void;
}

interface Answer {
  reply: Reply;
  requestId: string | null;
  /** Whether somebody is answered whom the door knows. */
  isKnown?: true;
}

async function answer(
  request: IncomingMessage,
  door: Door,
  { engine, ping, newId, say }: Parts,
): Promise<Answer> {
  const read = await readRequest(request, newId);
  if (!read) return { reply: refuse(413, 'body_too_large'), requestId: null };
  const { call } = read;
  const { requestId, path } = call;
  if (path.startsWith('/local/') && !door.isLocal) return { reply: refuse(404, 'Not Found'), requestId };
  if (path === '/local/ping') return { reply: ping(), requestId };
  const person = await door.personOf(request, read);
  if (!person) return { reply: refuseAtGateway(401, 'Unauthorized'), requestId };
  // Whoever is known is told also of a failure with a proof, or it would look like somebody else's answer.
  const reply = await engine.ask(call, person).catch((error: unknown) => {
    say(`A call could not be answered: ${String(error)}`);
    return refuse(500, 'failed');
  });
  return { reply, requestId, isKnown: true };
}

function send(
  response: ServerResponse,
  { status, headers }: Reply,
  text: string,
  more: Record<string, string>,
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 413 && { Connection: 'close' }),
    ...headers,
    ...more,
  });
  response.end(text);
}

const textOf = ({ body }: Reply): string => (typeof body === 'string' ? body : JSON.stringify(body));

/** Answers the Guardian's calls to whoever comes through this door. It does not listen yet. */
export function createDoorServer(door: Door, parts: Parts): Server {
  const server = createServer(
    { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
    (request, response) => void serve(request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  return server;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    try {
      const { reply, requestId, isKnown } = await answer(request, door, parts);
      const text = textOf(reply);
      const proof = isKnown ? await door.proofOf(request, reply.status, text) : {};
      send(response, reply, text, { ...(requestId !== null && { 'X-Request-ID': requestId }), ...proof });
    } catch (error) {
      parts.say(`A call could not be answered: ${String(error)}`);
      const failed = refuse(500, 'failed');
      if (!response.headersSent) send(response, failed, textOf(failed), {});
    }
  }
}

/** Listens, again and again until it can: a port that is taken keeps nobody from watching. Answers how to end it. */
export function keepListening(
  server: Server,
  listen: () => Promise<void>,
  where: string,
  say: (line: string) => void,
): { first: Promise<void>; end: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  async function tryOnce(): Promise<void> {
    try {
      await listen();
    } catch (error) {
      if (isOver) return;
      say(`Nobody can ask at ${where}: ${wordsOf(error)}`);
      timer = setTimeout(() => void tryOnce(), TRY_AGAIN_MS);
    }
  }
  return {
    first: tryOnce(),
    end: async () => {
      isOver = true;
      clearTimeout(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), ANSWERED_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}
