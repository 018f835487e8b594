import { sendOn, type Passed, type Table } from './raw-server';

/** For a raw server: holds back the server's answers until the test releases them. */
export function holdBack(start: string) {
  const held: (() => void)[] = [];
  let holding = false;
  const table: Table = {
    [start]: async ({ outgoing, pass }) => {
      const late = holding;
      const passed: Passed = await pass();
      if (late) await new Promise<void>((go) => held.push(go));
      sendOn(outgoing, passed);
    },
  };
  return {
    table,
    held,
    hold: (on: boolean) => {
      holding = on;
    },
    release: () => held.forEach((go) => go()),
  };
}
