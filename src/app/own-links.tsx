import { addressOf } from '../api/http/deployment';
import { Icon } from '../ui/icon';
import { shapes } from '../ui/icon-shapes';

/** Addresses of the deployment's own: what to do, and whom to call. */
export function OwnLinks() {
  const links = [
    { name: 'Runbook', shape: shapes.book, to: addressOf('runbook-url') },
    { name: 'On call', shape: shapes.phone, to: addressOf('oncall-url') },
  ];
  return (
    <ul className="border-hairline not-empty:border-t max-md:px-1 md:not-empty:pt-2">
      {links.map(
        ({ name, shape, to }) =>
          to && (
            <li key={name}>
              <a href={to} target="_blank" rel="noreferrer" className="nav-row">
                <Icon d={shape} />
                <span>{name}</span>
              </a>
            </li>
          ),
      )}
    </ul>
  );
}
