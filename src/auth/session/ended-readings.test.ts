import { expect, it } from 'vitest';
import { ApiError } from '../../api/errors/api-error';
import type { Session } from '../../stores/session';
import { statusAnswer } from '../../testing/answers';
import { endedReadings } from './ended-readings';

const person = { tenantId: 't', email: 'a@x', fullName: null, id: null, role: 'ADMIN' };
const read = { answer: statusAnswer('disengaged', { wall: 0, mono: 0 }), error: null, everFailed: false };

it('what was read before the session ended says nothing about the present state', () => {
  const expired: Session = { phase: 'expired', person };
  expect(endedReadings(read, expired)).toMatchObject({
    answer: read.answer,
    error: { status: 401 },
    everFailed: true,
  });
  const down = new ApiError('timeout');
  expect(endedReadings({ ...read, error: down }, expired).error).toBe(down);
});

it('while the session lasts, readings are unchanged', () => {
  expect(endedReadings(read, { phase: 'active', person, lifetime: null })).toBe(read);
});
