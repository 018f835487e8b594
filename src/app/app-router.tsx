import { useState, type ReactNode } from 'react';
import { BrowserRouter, Router } from 'react-router-dom';
import { guarded } from '../lib/storage';

/** The router writes to the browser's history as soon as it is made, and fails where it may not. */
function mayWriteHistory(): boolean {
  return (
    guarded(() => {
      window.history.replaceState(window.history.state, '');
      return true;
    }) ?? false
  );
}

/** A page whose address stays as it is: links then load their page anew. */
const still = { createHref: String, push: () => {}, replace: () => {}, go: () => {} };

/** The router, also where the browser refuses changes of its history, as WebKit does for a while after a hundred. */
export function AppRouter({ basename, children }: { basename: string; children: ReactNode }) {
  const [writable] = useState(mayWriteHistory);
  if (writable) return <BrowserRouter basename={basename}>{children}</BrowserRouter>;
  return (
    <Router
      basename={basename}
      location={window.location.href.slice(window.location.origin.length)}
      navigator={still}
    >
      {children}
    </Router>
  );
}
