import { dirname } from 'node:path';
import { nodeFiles, syncFolder, writeDurably } from './durable';

/**
 * Writes what `--export-logs` has put together. It is durable when this resolves. Rejects with the code EEXIST when there is
 * a file already, unless it may be replaced.
 */
export async function writeExport(path: string, text: string, { replace = false } = {}): Promise<void> {
  if (replace) return writeDurably(nodeFiles, path, text, { mode: 0o600 });
  const handle = await nodeFiles.open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await nodeFiles.unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  await syncFolder(nodeFiles, dirname(path));
}
