// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ApiError, type ApiErrorKind, type Known } from './api-error';
import { explainError, type Doing } from './explain-error';

describe('a failure without a usable answer', () => {
  it.each<[ApiErrorKind, Known, Doing, RegExp]>([
    ['offline', {}, 'engage', /offline\. Nothing was sent\..*Your reason is saved/],
    ['unreachable', {}, 'engage', /connection was lost\..*It may have worked\./],
    ['unreachable', {}, 'status', /server cannot be reached\..*Retrying every 5 s/],
    ['timeout', {}, 'disengage', /did not answer in time\..*It may have worked\./],
    ['redirected', {}, 'engage', /another address\..*Your reason is saved/],
    [
      'unreadable',
      { details: 'web-page' },
      'status',
      /^Got a web page instead of data \(a Wi-Fi sign-in page\?\)/,
    ],
    ['unreadable', {}, 'sign-in', /^The answer broke off\. The sign-in may have worked\./],
    ['unreadable', {}, 'engage', /The answer broke off\..*It may have worked/],
    ['wrong-shape', { status: 200 }, 'status', /not understood\./],
    ['wrong-tenant', {}, 'status', /about another tenant\./],
    ['redacted-tenant', {}, 'status', /redacted the tenant id in its answer\. So nothing shows/],
    [
      'cached',
      { details: 3_600_000 },
      'status',
      /^A cache answered .* 1 h old, or older than one that was read/,
    ],
    [
      'too-large',
      { details: 1_000_000 },
      'history',
      /^The answer was too large\. .* at most 1,000,000 bytes/,
    ],
    ['contradictory', {}, 'status', /^The answer contradicts itself\. Nothing in it is reliable\./],
    [
      'unreadable',
      { details: 'broke-off' },
      'history',
      /announced more than it sent\. .* trying again will not help/,
    ],
  ])('is explained: %s %j, %s', (kind, known, doing, words) => {
    const { title, advice } = explainError(new ApiError(kind, known), doing);
    expect(`${title}. ${advice}`).toMatch(words);
  });

  it('of the page itself is explained without the exception’s message', () => {
    const { title, serverWords, quote } = explainError(new TypeError('x is undefined'), 'engage');
    expect([title, serverWords, quote]).toEqual([
      'Something in this page failed',
      null,
      'page error · TypeError',
    ]);
  });
});
