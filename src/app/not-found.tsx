import { Link } from 'react-router-dom';
import { paths } from '../lib/paths';
import { usePageTitle } from './use-document-state';

export function NotFound() {
  usePageTitle('Page not found');
  return (
    <>
      <h1 className="text-title font-semibold">Page not found</h1>
      <p className="mt-4">
        There is no such page in this console. <Link to={paths.home}>Go to the home page</Link>.
      </p>
    </>
  );
}
