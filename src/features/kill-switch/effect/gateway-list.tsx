import type { SwitchEffect } from '../../../api/effect';
import { UserText } from '../../../ui/user-text';
import { gatewayWords } from './effect-words';

/** Each gateway that has not confirmed, by its name. */
export function GatewayList({ effect: { gateways } }: { effect: SwitchEffect }) {
  const others = gateways.flatMap((gateway) => {
    const words = gatewayWords(gateway);
    return words === null ? [] : [{ ...gateway, words }];
  });
  if (others.length === 0) return null;
  return (
    <ul aria-label="Gateways not confirmed" className="mt-1 list-disc pl-5">
      {others.map(({ id, name, words }) => (
        <li key={id}>
          <b>
            <UserText text={name} />
          </b>
          : <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
