import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import type { Outbox, OutboxMessage } from '../../core/ports/store';
import { messageOf, signatureOf, type Announcement } from './message';
import { pauseAfter, startWebhook, type WebhookSender } from './sender';

const announced: Announcement = {
  epoch: 3,
  engaged: true,
  reason: 'loop',
  actor: { id: 'a', email: 'ada@acme.example', name: null },
  changedAt: 0,
  requestId: 'r',
  eventHash: 'e',
  tenant: { id: 't', name: 'acme', displayName: 'Acme' },
};

const opened: { server?: Server; sender?: WebhookSender } = {};
afterEach(async () => {
  await opened.sender?.stop();
  opened.server?.closeAllConnections();
  opened.server?.close();
});

/** A receiver that answers with these statuses, one after the other; `hang` never answers. */
async function receive(...statuses: (number | 'hang')[]) {
  const received: string[] = [];
  const server = createServer((incoming, outgoing) => {
    received.push(`${incoming.method} ${incoming.url}`);
    const status = statuses.shift() ?? 200;
    if (status !== 'hang') outgoing.writeHead(status, { Location: '/elsewhere' }).end();
  });
  opened.server = server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    received,
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`,
  };
}

/** An outbox with one message that is due whenever it was put back, whatever the time. */
function outboxOf(message: Partial<OutboxMessage> = {}) {
  const one = { id: 'm', tenantId: 't', body: JSON.stringify(announced), createdAt: 0, tries: 0, ...message };
  let due: OutboxMessage | null = one;
  const log: string[] = [];
  const outbox: Outbox = {
    async take() {
      const taken = due;
      due = null;
      return taken ? [taken] : [];
    },
    async delivered(id) {
      log.push(`delivered ${id}`);
    },
    async postpone(_id, dueAt) {
      log.push(dueAt === null ? 'given up' : `due at ${dueAt}`);
      if (dueAt !== null) due = { ...one, tries: log.length };
    },
  };
  return { outbox, log };
}

function send(outbox: Outbox, url: string, now = 1_000) {
  return new Promise<[string, string | undefined]>((done) => {
    const outcomes: string[] = [];
    opened.sender = startWebhook({
      outbox,
      url,
      secret: 's',
      checkpoint: async () => null,
      now: () => now,
      lookEveryMs: 1,
      done(outcome, _message, why) {
        outcomes.push(outcome);
        if (outcome !== 'postponed') done([outcomes.join(' '), why]);
      },
    });
  });
}

describe("the webhook's messages", () => {
  it('are delivered once', async () => {
    const { url, received } = await receive(204);
    const { outbox, log } = outboxOf();
    expect(await send(outbox, url)).toEqual(['delivered', undefined]);
    expect([received, log]).toEqual([['POST /hook'], ['delivered m']]);
  });

  it('are tried again with longer and longer pauses, and never sent on to another address', async () => {
    const { url, received } = await receive(500, 307, 200);
    const { outbox, log } = outboxOf();
    expect(await send(outbox, url)).toEqual(['postponed postponed delivered', undefined]);
    expect(received).toEqual(['POST /hook', 'POST /hook', 'POST /hook']);
    expect(log).toEqual(['due at 3000', 'due at 5000', 'delivered m']);
    expect([0, 1, 5, 30].map(pauseAfter)).toEqual([2_000, 4_000, 64_000, 900_000]);
  });

  it('are given up after a day', async () => {
    const { url } = await receive(500);
    const { outbox, log } = outboxOf();
    expect(await send(outbox, url, 86_400_000)).toEqual(['given_up', 'status 500']);
    expect(log).toEqual(['given up']);
  });

  it('stay in the outbox when the sender is stopped on the way', async () => {
    const { url, received } = await receive('hang');
    const { outbox, log } = outboxOf();
    void send(outbox, url);
    while (received.length === 0) await new Promise(setImmediate);
    await opened.sender?.stop();
    expect(log).toEqual([]);
  });

  it('say who, when and why, with no way to write a link or to call a channel', () => {
    const { text, ...rest } = messageOf({ ...announced, reason: '<http://evil|ok> & <!here>' }, 'note');
    expect(text).toBe(
      'Kill switch of Acme ENGAGED: agents are refused. By ada@acme.example at 1970-01-01T00:00:00.000Z. ' +
        'Reason: &lt;http://evil|ok&gt; &amp; &lt;!here&gt;',
    );
    expect(rest).toEqual({
      event: 'kill_switch_engaged',
      tenant: { id: 't', name: 'acme' },
      epoch: 3,
      at: '1970-01-01T00:00:00.000Z',
      by: 'ada@acme.example',
      reason: '<http://evil|ok> & <!here>',
      request_id: 'r',
      event_hash: 'e',
      checkpoint: 'note',
    });
  });

  it('are signed over the time and the body', () => {
    expect(signatureOf('key', 'body', 1_500_999)).toBe(
      't=1500,v1=2f7c908dea9e9acbd3c834f7a18c0c39ba087a9f0eba576240d2c2ace63e9a03',
    );
  });
});
