import { revealHidden } from '../lib/text';

/** Text that somebody typed: isolated from the page's direction, hidden characters shown, line breaks kept. */
export function UserText({ text }: { text: string }) {
  return <bdi className="wrap-anywhere whitespace-pre-wrap">{revealHidden(text)}</bdi>;
}
