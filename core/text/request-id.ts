/** Whether a request id can be echoed in a header. */
export function isUsableRequestId(sent: string): boolean {
  return /^[\x21-\x7e]{1,128}$/.test(sent);
}
