import { useEffect, useState } from 'react';
import type { SwitchEffect } from '../../../api/effect';
import { announce } from '../../../stores/announcements';
import { PROPAGATION_MS } from '../proof/gateway-row';
import { ProofRow } from '../proof/proof-row';
import { confirmedAt, gatewaysFinding } from './effect-words';
import { GatewayList } from './gateway-list';

/** The gateways that reported an engage, in the place of the five seconds. That all of them did is announced. */
export function GatewaysRow({ effect, elapsedMs }: { effect: SwitchEffect; elapsedMs: number }) {
  const finding = gatewaysFinding(effect, elapsedMs);
  const done = finding.tone === 'success' ? finding.text : null;
  const [before] = useState(done);
  // Effect: the gateways end it, and a person who does not see the row waits for that.
  useEffect(() => {
    if (done !== null && before === null) announce(done, 'polite');
  }, [done, before]);
  return (
    <ProofRow finding={finding} at={confirmedAt(effect)}>
      <GatewayList effect={effect} />
      {elapsedMs < PROPAGATION_MS ? (
        <p key="now">For an immediate hard stop, also pause traffic at the load balancer.</p>
      ) : (
        <p>New agent calls are refused (403). Calls already running will finish.</p>
      )}
    </ProofRow>
  );
}
