import { ACME, GLOBEX, type OpenStore, type StoreUnderTest } from './store-under-test';

/** A test body that has an open store with the tenants Acme and Globex, and closes it afterwards. */
export function withStore(
  open: OpenStore,
  body: (opened: StoreUnderTest) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const opened = await open();
    try {
      await opened.store.addTenant(ACME);
      await opened.store.addTenant(GLOBEX);
      await body(opened);
    } finally {
      await opened.close();
    }
  };
}
