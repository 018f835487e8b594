import { describe } from 'vitest';
import { describeChain } from './store-chain';
import { describeGateways } from './store-gateways';
import { describeHosts } from './store-hosts';
import { describeOutbox } from './store-outbox';
import { describeRecords } from './store-records';
import { describeTransactions } from './store-transactions';
import type { OpenStore } from './store-under-test';

/** What every store must do. `open` gives each test a store of its own. */
export function describeStore(name: string, open: OpenStore): void {
  describe(`the store in ${name}`, () => {
    describeRecords(open);
    describeTransactions(open);
    describeChain(open);
    describeGateways(open);
    describeHosts(open);
    describeOutbox(open);
  });
}
