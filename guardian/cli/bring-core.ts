import { access, constants } from 'node:fs/promises';
import { wordsOf } from '../../core/text/words-of';
import { NotUnpacked, withBroughtCore } from '../home/install-core';
import { EXIT, Stopped } from './exit-codes';

/** Throws `Stopped` where there is nothing to install, before anything is asked or ended. */
export async function mustBeThere(source: string): Promise<void> {
  await access(source, constants.R_OK).catch((error: unknown) => {
    const why = wordsOf(error);
    throw new Stopped(EXIT.failed, `Nothing was installed: ${source} cannot be read (${why}).`);
  });
}

/**
 * Copies or unpacks a Core into the home, for as long as `work` lasts, which gets the name of the folder. The Guardian opens no
 * path that a person names: it may not see it, and what is there could be swapped after it was verified. Throws `Stopped` with
 * the exit code for bad integrity when it cannot be unpacked.
 */
export function bringingCore<T>(
  coreFolder: string,
  source: string,
  work: (incoming: string) => Promise<T>,
): Promise<T> {
  return withBroughtCore(coreFolder, source, work).catch((error: unknown) => {
    throw error instanceof NotUnpacked
      ? new Stopped(EXIT.integrityBad, `Nothing was installed: ${error.message}.`)
      : error;
  });
}
