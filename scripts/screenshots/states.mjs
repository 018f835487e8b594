// @ts-check
// Every state that is pictured, by the folder of its pictures.
import { demoStates } from './states-demo.mjs';
import { hostStates } from './states-host.mjs';
import { historyStates, switchStates } from './states-switch.mjs';

/** @typedef {import('./stage.mjs').Actor} Actor */
/** @typedef {import('../../mocks/backend').Backend} Backend */

/**
 * @typedef {object} State
 * @property {string} name
 * @property {string} path where it begins
 * @property {import('../../mocks/seeds/personas').PersonaKey} [as] who is signed in; nobody if it is missing
 * @property {import('../../mocks/db').SeedOptions} [seed]
 * @property {import('../../mocks/faults/faults').FaultSet} [faults]
 * @property {(backend: Backend) => Promise<unknown>} [before] what has happened before the page is opened
 * @property {(actor: Actor) => Promise<void>} play what a person does until the page is in this state
 * @property {boolean} [isDialog] only what the screen shows is pictured, not the whole page behind it
 * @property {boolean} [isDemo] a state of the demo, with its agents and its controls
 * @property {string} [readme] the name of its picture in docs/screenshots
 */

/** @type {State[]} */
export const states = [...switchStates, ...historyStates, ...hostStates, ...demoStates];
