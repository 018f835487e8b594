// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSampleChain, sampleSigner } from '../../mocks/memory-store/sample-chain';
import { bundleOf, makeCheckpoint } from './evidence';
import { sealRecord, sha256Hex } from './chain';
import { fingerprintOf } from './signing-key';
import { verifyBundle, type VerifyOptions } from './verify-bundle';

const signer = sampleSigner(1);
const keys = [fingerprintOf(signer.publicKey)];

