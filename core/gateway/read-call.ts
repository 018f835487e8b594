/** What is wrong with the body of a call to `/execute`. */
export type CallFault = 'invalid_json' | 'invalid_call';

const LONGEST_TOOL = 200;

/** The body of a call to `/execute`: `{tool, arguments}`. Unknown members are ignored; wrong types are refused. */
export function readCall(text: string): { tool: string } | { fault: CallFault } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { fault: 'invalid_json' };
  }
  if (!isObject(body)) return { fault: 'invalid_call' };
  const { tool, arguments: values } = body;
  if (typeof tool !== 'string' || tool === '' || tool.length > LONGEST_TOOL) return { fault: 'invalid_call' };
  return values === undefined || isObject(values) ? { tool } : { fault: 'invalid_call' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
