import { changeData } from './change-answer';
import { isCall, type Misbehaviour } from './misbehave';

/** Sends the seed's odd rows instead of those that are stored. */
export const oddRows: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  const { shownAs } = service.db.distortions;
  if (!isCall(asked, 'GET', '/audit/logs') || Object.keys(shownAs).length === 0) return wire;
  return changeData(wire, (data) => {
    // Core has just written it.
    const items = data['items'] as { id: string }[];
    const shown = items.map((row): unknown => {
      const text = shownAs[row.id];
      return text === undefined ? row : JSON.parse(text);
    });
    return { ...data, items: shown };
  });
};
