import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import type { LOCAL } from '../../core/guardian/answer';
import { createNonces, readStatement } from '../../core/hosts/statement';
import type { AskingPerson } from '../../core/ports/ports';
import { header, type ReadRequest } from './read-request';

/** A way in. It knows who asks; null is nobody. */
export interface Door {
  /** Whether calls under `/local/` are answered here. */
  isLocal: boolean;
  personOf(request: IncomingMessage, read: ReadRequest): AskingPerson | null | Promise<AskingPerson | null>;
}

const LONGEST_ACCOUNT = 64;

/** The account, as the command line says it. */
function accountOf(request: IncomingMessage): string {
  const sent = header(request, 'X-Exacta-Account') ?? '';
  try {
    const name = decodeURIComponent(sent)
      .replaceAll(/[^\p{L}\p{N}._ -]/gu, '')
      .slice(0, LONGEST_ACCOUNT);
    return name === '' ? 'unknown' : name;
  } catch {
    return 'unknown';
  }
}

/**
 * One of the two sockets: the file's mode decides who can reach it. Whoever reaches the administrators' one could say anything
 * anyway; on the open one, the record must not take somebody's word for who it is.
 */
export function socketDoor(role: 'ADMIN' | typeof LOCAL): Door {
  return {
    isLocal: true,
    personOf(request) {
      const said = accountOf(request);
      const account = role === 'ADMIN' ? said : `unverified:${said}`;
      return { id: `local:${account}`, email: `${account}@${hostname()}`, role };
    },
  };
}

/** The control plane, which signs who asks with the host's token. Without a token nobody is believed. */
export function controlPlaneDoor(readToken: () => Promise<string | null>, now: () => number): Door {
  const nonces = createNonces();
  const began = performance.now();
  return {
    isLocal: false,
    async personOf(request, { call: { method, path, body }, query }) {
      const token = await readToken();
      if (token === null) return null;
      const person = readStatement(
        (name) => header(request, name),
        { method, path, query, body },
        // Counted from now, so that it holds also after the host's clock was set.
        { token, host: null, now: now(), nonces, since: now() - (performance.now() - began) },
      );
      if ('fault' in person) return null;
      const { id, email, role } = person;
      return { id, email, role };
    },
  };
}
