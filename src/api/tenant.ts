import { isRedacted } from '../lib/text';
import { ApiError } from './api-error';

/** Tenant ids are UUIDs, whose case says nothing. */
export function sameTenant(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Throws an `ApiError` 'redacted-tenant' or 'wrong-tenant' unless an answer is about the `expected` tenant. */
export function assertTenant(inAnswer: string, expected: string, meta: { requestId: string }): void {
  if (isRedacted(inAnswer)) throw new ApiError('redacted-tenant', { requestId: meta.requestId });
  if (!sameTenant(inAnswer, expected)) throw new ApiError('wrong-tenant', { requestId: meta.requestId });
}
