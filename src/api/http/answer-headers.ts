const DAY_SECONDS = 86_400;

/** An HTTP date (RFC 9110 §5.6.7) in ms since the epoch; null when it is not one. `Date.parse` alone would accept "1". */
function httpDate(text: string | null): number | null {
  const time = text?.endsWith(' GMT') ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : time;
}

/** The server's clock when it answered, ms since the epoch; null when the header is absent, unreadable or hidden by CORS. */
export function serverTimeOf(headers: Headers): number | null {
  return httpDate(headers.get('Date'));
}

/**
 * Retry-After in whole seconds, 0 to one day; null when absent or unreadable. A date is compared with the server's own clock
 * where that is known, because the clock of this device may be wrong by hours.
 */
export function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('Retry-After')?.trim() ?? '';
  const until = httpDate(text);
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : until === null
      ? null
      : Math.ceil((until - (serverTimeOf(headers) ?? Date.now())) / 1000);
  return seconds === null ? null : Math.min(Math.max(seconds, 0), DAY_SECONDS);
}
