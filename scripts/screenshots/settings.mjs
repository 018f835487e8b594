// @ts-check
// What each state is pictured in.

/** @typedef {NonNullable<Parameters<import('@playwright/test').Page['emulateMedia']>[0]>} Media */
/** @typedef {{ name: string, width: number, height: number, media: Media }} Setting */

/** Pixels, and the height of a usual screen of that width. */
const SCREENS = /** @type {const} */ ([
  [320, 640],
  [390, 844],
  [768, 1024],
  [1280, 860],
  [1920, 1080],
]);

/** @type {Record<string, Media>} */
const LOOKS = {
  light: { media: 'screen', colorScheme: 'light', forcedColors: 'none' },
  dark: { media: 'screen', colorScheme: 'dark', forcedColors: 'none' },
  forced: { media: 'screen', colorScheme: 'dark', forcedColors: 'active' },
};

/** A sheet of A4 is 794 px wide. @type {Setting} */
const PRINT = {
  name: 'print',
  width: 794,
  height: 1123,
  media: { media: 'print', colorScheme: 'light', forcedColors: 'none' },
};

/** @type {Setting[]} */
export const settings = [
  ...Object.entries(LOOKS).flatMap(([look, media]) =>
    SCREENS.map(([width, height]) => ({ name: `${width}-${look}`, width, height, media })),
  ),
  PRINT,
];

/** The pictures of README. @type {Setting} */
export const readmeSetting = {
  name: 'readme',
  width: 1280,
  height: 860,
  media: { media: 'screen', colorScheme: 'light', forcedColors: 'none' },
};
