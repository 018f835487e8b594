import { toBase64 } from '../../text/base64';
import { canonicalJson } from '../../text/canonical-json';
import type { JsonObject } from '../../text/json-object';
import { readApproval } from './approval';
import { readRowText } from '../chain/row-text';
import { readKeyRow } from '../keys/key-rows';

/**
 * The bundle is one file of lines, each of them JSON: what it is and whose; then every row of the chain as the text that was
 * hashed, so that the hash of a row is the hash of its line; at last a checkpoint over these rows, and where to find the keys and
 * the approvals among them. There is one way to write each line.
 */
const FORMAT = 'kill-switch-bundle-1';

export function writeHeader(tenantId: string): string {
  return canonicalJson({ format: FORMAT, tenant_id: tenantId });
}

/** The tenant's id; null when it is not the first line of a bundle. */
export function readHeader(line: string): string | null {
  const header = readRowText(line);
  const tenantId = header?.['tenant_id'];
  return typeof tenantId === 'string' && writeHeader(tenantId) === line ? tenantId : null;
}

export interface BundleIndex {
  /** The keys that rows register. */
  keys: { fingerprint: string; public_key: string; row: number }[];
  /** The numbers of the rows that carry an approval. */
  approvals: number[];
}

/** Adds what this row says of keys and approvals. Rows are numbered from 1. */
export function indexRow(index: BundleIndex, row: JsonObject, seq: number): void {
  const key = readKeyRow(row);
  if (key) {
    const { fingerprint, publicKey } = key;
    index.keys.push({ fingerprint, public_key: toBase64(publicKey), row: seq });
  }
  if (readApproval(row) !== undefined) index.approvals.push(seq);
}

export function writeEnd(checkpoint: string, index: BundleIndex): string {
  return canonicalJson({ ...index, checkpoint });
}

/** The checkpoint of the last line; null when this is no such line. Whether it lists the right keys, `writeEnd` tells. */
export function readEnd(line: string): string | null {
  const checkpoint = readRowText(line)?.['checkpoint'];
  return typeof checkpoint === 'string' ? checkpoint : null;
}
