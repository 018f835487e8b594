import type { ReactNode } from 'react';
import type { Person } from '../../stores/session';
import { AnswerLine } from './answer/answer-line';
import type { Incident } from './answer/incidents';
import { useAddress } from './filter/use-address';
import type { History } from './loading/use-history';
import { PrintHeader } from './print/print-header';
import { usePrinting } from './print/use-printing';
import { Toggles } from './table/toggles';

type FilteredProps = {
  person: Person;
  history: History;
  incidents: readonly Incident[];
  now: number;
  future: number;
  /** The part that no filter changes. It is not rendered again for every key pressed. */
  children: ReactNode;
};

/** The parts that the filter in the address changes, with the rest of the page between them. */
export function Filtered({ children, ...shown }: FilteredProps) {
  const address = useAddress();
  const printing = usePrinting();
  return (
    <>
      {printing && (
        <PrintHeader
          person={shown.person}
          filter={address.filter}
          asked={shown.history.asked}
          href={address.href}
        />
      )}
      <AnswerLine {...shown} filter={address.filter} />
      {children}
      <Toggles {...shown} address={address} printing={printing} />
    </>
  );
}
