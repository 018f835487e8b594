import { hrefOf, paths } from '../lib/paths';

export function NotFound() {
  return (
    <>
      <h1 className="text-3xl font-bold">Page not found</h1>
      <p className="mt-4">
        There is no such page in this console. <a href={hrefOf(paths.home)}>Go to the start</a>.
      </p>
    </>
  );
}
