import { access, constants, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bringCore, NotUnpacked } from '../home/install-core';
import { EXIT, Stopped } from './exit-codes';

/** Throws `Stopped` where there is nothing to install, before anything is asked or ended. */
export async function mustBeThere(source: string): Promise<void> {
  await access(source, constants.R_OK).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Stopped(EXIT.failed, `Nothing was installed: ${source} cannot be read (${why}).`);
  });
}

/**
 * Copies or unpacks a Core into the home, for as long as `work` lasts, which gets the name of the folder. The Guardian opens no
 * path that a person names: it may not see it, and what is there could be swapped after it was verified. Throws `Stopped` with
 * the exit code for bad integrity when it cannot be unpacked.
 */
export async function withBroughtCore<T>(
  coreFolder: string,
  source: string,
  work: (incoming: string) => Promise<T>,
): Promise<T> {
  const incoming = await bringCore(coreFolder, source).catch((error: unknown) => {
    throw error instanceof NotUnpacked
      ? new Stopped(EXIT.integrityBad, `Nothing was installed: ${error.message}.`)
      : error;
  });
  try {
    return await work(incoming);
  } finally {
    await rm(join(coreFolder, incoming), { recursive: true, force: true });
  }
}
