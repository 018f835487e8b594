// @vitest-environment node
import { expect, it } from 'vitest';
import { readCall } from './read-call';

it('a call names a tool; its arguments and unknown members are not judged', () => {
  expect(readCall('{"tool":"pay","arguments":{"amount":5},"more":1}')).toEqual({ tool: 'pay' });
  expect(readCall('{"tool":"look","arguments":[null]}')).toEqual({ tool: 'look' });
});

it.each(['', '{', 'pay', '{"tool":"pay"'])('a body that is not JSON is told so: %j', (text) => {
  expect(readCall(text)).toEqual({ fault: 'invalid_json' });
});

it.each(['[]', 'null', '{}', '{"tool":5}', '{"tool":""}', `{"tool":"${'x'.repeat(201)}"}`])(
  'a wrong type is refused, and nothing is coerced: %j',
  (text) => {
    expect(readCall(text)).toEqual({ fault: 'invalid_call' });
  },
);
