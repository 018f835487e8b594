// @vitest-environment node
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMerkleTree } from './merkle';

/** The tree hash as section 2.1 of RFC 6962 defines it, without any frontier. */
function treeHash(entries: readonly Uint8Array[]): Uint8Array {
  const [only] = entries;
  if (only === undefined) return sha256(new Uint8Array());
  if (entries.length === 1) return sha256(concatBytes(Uint8Array.of(0), only));
  let split = 1;
  while (split * 2 < entries.length) split *= 2;
  const halves = [entries.slice(0, split), entries.slice(split)].map(treeHash);
  return sha256(concatBytes(Uint8Array.of(1), ...halves));
}

const entriesOf = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 });

describe('the Merkle tree', () => {
  it('has the roots that implementations of certificate transparency are tested with', () => {
    const tree = createMerkleTree();
    const roots = [bytesToHex(tree.root())];
    for (const entry of ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']) {
      tree.add(hexToBytes(entry));
      roots.push(bytesToHex(tree.root()));
    }
    expect(roots).toEqual([
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    ]);
  });

  it('has the root of RFC 6962 at every size, also when it goes on from a frontier that was kept', () => {
    fc.assert(
      fc.property(entriesOf, (entries) => {
        let tree = createMerkleTree();
        for (const [index, entry] of entries.entries()) {
          tree.add(entry);
          expect(bytesToHex(tree.root())).toBe(bytesToHex(treeHash(entries.slice(0, index + 1))));
          const kept = tree.frontier();
          expect(kept.size).toBe(index + 1);
          tree = createMerkleTree(kept);
        }
      }),
    );
  });

  it('keeps no more hashes than the logarithm of its size', () => {
    const tree = createMerkleTree();
    for (let size = 0; size < 1023; size += 1) tree.add(new Uint8Array());
    expect(tree.frontier().hashes).toHaveLength(10);
    tree.add(new Uint8Array());
    expect(tree.frontier().hashes).toHaveLength(1);
  });

  it('refuses a frontier that no tree of that size has', () => {
    expect(() => createMerkleTree({ size: 3, hashes: ['ab'.repeat(32)] })).toThrow('3 leaves');
    expect(() => createMerkleTree({ size: 1, hashes: ['ab'] })).toThrow('1 leaves');
  });
});
