import { ok, refuse, type Reply } from '../http/reply';
import type { Desk } from './desk';

/** F7's read-only view of the project's files. */
export async function readFile(desk: Desk, path: string): Promise<Reply> {
  const file = await desk.file(path);
  switch (file.found) {
    case 'file': {
      const { size, text, modifiedAt } = file;
      return ok({ path, kind: 'file', size, modified_at: modifiedAt, text, items: null, complete: null });
    }
    case 'folder': {
      const { items, complete, modifiedAt } = file;
      return ok({ path, kind: 'folder', size: null, modified_at: modifiedAt, text: null, items, complete });
    }
    case 'refused':
      return refuse(400, 'path_refused');
    case 'nothing':
      return refuse(404, 'no_such_file');
    case 'too large':
      return refuse(409, 'file_too_large', { size: file.size });
  }
}
