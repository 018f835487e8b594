// @ts-check
// Build plugins that leave out what the console has no use for: docs/decisions/003-bundle.md tells what each one saves.

/** @typedef {import('vite').Plugin} Plugin */

/** What nobody here calls of React's packages. They are CommonJS, from which a bundler can leave nothing out by itself. */
export const NOT_CALLED = (
  'Children __COMPILER_RUNTIME addTransitionType cache cacheSignal cloneElement createRef useActionState useOptimistic ' +
  'browser createPortal preconnect prefetchDNS preinit preinitModule preload preloadModule requestFormReset useFormState ' +
  'useFormStatus hydrateRoot'
).split(' ');

/**
 * The demo's panel brings a style sheet of its own, which has to be preloaded.
 *
 * @param {{ demo: boolean }} build
 * @returns {Plugin[]}
 */
export function leanBundle({ demo }) {
  return [leanReact(), leanRouter(), leanQueries(), ...(demo ? [] : [plainImports()])];
}

/** e2e/build/build.spec.ts sees to it that nothing in the build calls what was cut. @returns {Plugin} */
function leanReact() {
  const cut = new RegExp(`^exports\\.(?:${NOT_CALLED.join('|')}) =[^]*?(?=^exports\\.)`, 'gm');
  return {
    name: 'lean-react',
    apply: 'build',
    transform: {
      filter: { id: /node_modules\/react(-dom)?\/cjs\/react(-dom|-dom-client)?\.production\.js$/ },
      handler: (code) => code.replace(cut, ''),
    },
  };
}

/**
 * The router's package keeps its links, forms and scroll restoration in every bundle, because setting their display
 * names and making their contexts count as side effects. They are none.
 *
 * @returns {Plugin}
 */
function leanRouter() {
  return {
    name: 'lean-router',
    apply: 'build',
    transform: {
      filter: { id: /node_modules\/react-router\/dist\// },
      handler: (code) =>
        code
          .replace(/^\w+\.(?:displayName|contextType) = .*;$/gm, '')
          .replace(/= (React\d*\.(?:forwardRef|createContext|memo|lazy)\()/g, '= /* @__PURE__ */ $1'),
    },
  };
}

/**
 * Of React Query:
 * - mutations: a lever is none (law 3), because those that are paused are sent when the network returns;
 *   src/repository.test.ts sees to it that nobody asks for them;
 * - its own ideas of focus and network: nothing is ever paused, and src/app/use-refresh-on-return.ts reads again.
 *
 * @returns {Plugin}
 */
function leanQueries() {
  /** @type {Record<string, string>} */
  const instead = {
    mutationCache:
      'export class MutationCache { clear() {} getAll() { return []; } findAll() { return []; } resumePausedMutations() { return Promise.resolve(); } }',
    focusManager: 'export const focusManager = { isFocused: () => true, subscribe: () => () => {} };',
    onlineManager: 'export const onlineManager = { isOnline: () => true, subscribe: () => () => {} };',
  };
  const module = /query-core\/build\/modern\/(mutationCache|focusManager|onlineManager)\.js$/;
  return {
    name: 'lean-queries',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: module },
      handler: (_code, id) => instead[module.exec(id)?.[1] ?? ''],
    },
  };
}

/**
 * Vite wraps every `import()` into code that preloads the chunk's own style sheets and chunks. There is one style sheet,
 * and the pages' chunks need hardly anything else.
 *
 * @returns {Plugin}
 */
function plainImports() {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}
