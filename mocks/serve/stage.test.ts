// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { START } from '../test-api';
import { startStage } from './stage';

describe('the stage for pictures', () => {
  it('has a clock that moves only when it is told to, and the faults from the start', async () => {
    const stage = await startStage({ dist: 'dist', at: START, faults: { status: '503' } });
    try {
      expect(stage.backend.clock()).toBe(START);
      stage.pass(2_000);
      expect(stage.backend.clock()).toBe(START + 2_000);
      const answer = await fetch(`${stage.origin}/decision/kill-switch/anything`);
      expect([answer.status, answer.headers.get('date')]).toEqual([
        503,
        new Date(START + 2_000).toUTCString(),
      ]);
    } finally {
      await stage.stop();
    }
  });
});
