import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Reading, Store, Transaction } from '../../ports/store';
import { indexRow, writeEnd, writeHeader, type BundleIndex } from './bundle';
import { readRowText } from '../chain/row-text';
import { parseCheckpoint, signCheckpoint, type CheckpointFacts } from '../checkpoint/checkpoint';
import { introduceKey, type SigningPorts } from '../keys/introduce-key';
import { createMerkleTree, type MerkleTree } from '../checkpoint/merkle';

const ROWS_AT_ONCE = 500;

/**
 * A checkpoint over the whole chain as of now. Only the rows since the last one are read. Appends a row for a key that has none.
 * Throws what the store throws, and an Error when rows that were in an earlier checkpoint are gone, or when the key was retired.
 */
export async function makeCheckpoint(store: Store, tenantId: string, ports: SigningPorts): Promise<string> {
  const frontier = await store.read(tenantId, (reading) => reading.frontier());
  const tree = createMerkleTree(frontier, ports.sha256);
  // Rows never change. So they are read outside of the transaction, in which no toggle can be made.
  let found = ROWS_AT_ONCE;
  while (found === ROWS_AT_ONCE) found = await store.read(tenantId, (reading) => addRows(tree, reading));
  return store.transaction(tenantId, async (tx) => {
    await addNewRows(tree, tx);
    const rows = (await tx.head())?.seq ?? 0;
    if (rows !== tree.size()) {
      throw new Error(`The chain has ${rows} rows, and an earlier checkpoint covered ${tree.size()}.`);
    }
    const row = await introduceKey(tx, ports, () => factsOf(tree, tx));
    if (row) tree.add(utf8ToBytes(row.text));
    if (tree.size() !== (await tx.frontier())?.size) await tx.saveFrontier(tree.frontier());
    return signCheckpoint(await factsOf(tree, tx), [ports.signer]);
  });
}

/**
 * The bundle, as a stream of lines with their newlines. Rows are read as they are asked for, each page by itself, so that a slow
 * reader holds nothing. Rejects before the stream begins when no checkpoint can be made.
 */
export async function bundleOf(
  store: Store,
  tenantId: string,
  ports: SigningPorts,
): Promise<AsyncIterable<string>> {
  const checkpoint = await makeCheckpoint(store, tenantId, ports);
  return writeBundle(store, tenantId, checkpoint);
}

async function* writeBundle(store: Store, tenantId: string, checkpoint: string): AsyncGenerator<string> {
  const size = parseCheckpoint(checkpoint)?.size ?? 0;
  const index: BundleIndex = { keys: [], approvals: [] };
  yield `${writeHeader(tenantId)}\n`;
  for (let seq = 0; seq < size;) {
    const limit = Math.min(ROWS_AT_ONCE, size - seq);
    const page = await store.read(tenantId, (reading) => reading.auditAfter(seq, limit));
    // The rest was deleted meanwhile. The end says so: its checkpoint covers more.
    if (page.length === 0) break;
    page.forEach(({ text }, offset) => indexRow(index, readRowText(text) ?? {}, seq + offset + 1));
    yield page.map(({ text }) => `${text}\n`).join('');
    seq += page.length;
  }
  yield `${writeEnd(checkpoint, index)}\n`;
}

/** Adds the next page of rows to the tree, and returns how many there were. */
async function addRows(tree: MerkleTree, reading: Reading): Promise<number> {
  const page = await reading.auditAfter(tree.size(), ROWS_AT_ONCE);
  for (const { text } of page) tree.add(utf8ToBytes(text));
  return page.length;
}

async function addNewRows(tree: MerkleTree, reading: Reading): Promise<void> {
  let found = ROWS_AT_ONCE;
  while (found === ROWS_AT_ONCE) found = await addRows(tree, reading);
}

async function factsOf(tree: MerkleTree, tx: Transaction): Promise<CheckpointFacts> {
  const head = await tx.head();
  if (head === null) throw new Error('A checkpoint needs a row.');
  const size = tree.size();
  const at = Math.max(tx.now, head.timestamp);
  return { tenantId: tx.tenant.id, size, root: tree.root(), headHash: head.eventHash, at };
}
