/** What is wrong with the body of a call to `/execute`. */
export type CallFault = 'invalid_json' | 'invalid_call';

const LONGEST_TOOL = 200;

/** The body of a call to `/execute`: `{tool, arguments}`. The arguments are whatever the tool takes. */
export function readCall(text: string): { tool: string } | { fault: CallFault } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { fault: 'invalid_json' };
  }
  const tool = typeof body === 'object' && body !== null && 'tool' in body ? body.tool : null;
  if (typeof tool !== 'string' || tool === '' || tool.length > LONGEST_TOOL) return { fault: 'invalid_call' };
  return { tool };
}
