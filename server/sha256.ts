import { hash } from 'node:crypto';
import type { Sha256 } from '../core/audit/chain/chain';

/** SHA-256 as Node has it. */
export const nodeSha256: Sha256 = {
  ofBytes: (bytes) => hash('sha256', bytes, 'buffer'),
  ofText: (text) => hash('sha256', text, 'hex'),
};
