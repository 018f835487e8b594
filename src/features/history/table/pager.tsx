import { Button } from '../../../ui/button';

type PagerProps = { page: number; pages: number; onPage: (page: number) => void };

/** Steps through the pages of a table; `page` counts from 0. */
export function Pager({ page, pages, onPage }: PagerProps) {
  if (pages <= 1) return null;
  const first = page === 0 ? 'This is the first page.' : null;
  const last = page === pages - 1 ? 'This is the last page.' : null;
  return (
    <nav aria-label="Pages of the history" className="mt-4 flex flex-wrap items-center gap-3 print:hidden">
      <Button disabledReason={first} onClick={() => onPage(0)}>
        Newest
      </Button>
      <Button disabledReason={first} onClick={() => onPage(page - 1)}>
        Newer
      </Button>
      <span>
        Page <span>{page + 1}</span> of <span>{pages}</span>
      </span>
      <Button disabledReason={last} onClick={() => onPage(page + 1)}>
        Older
      </Button>
      <Button disabledReason={last} onClick={() => onPage(pages - 1)}>
        Oldest
      </Button>
    </nav>
  );
}
