import type { Outcome, Refusal } from './outcome';

/** What a host answers, before it is written to the wire. */
export interface HostReply {
  status: number;
  /** JSON; for a file, its text. */
  body: unknown;
  /** The answer is a file to save, not JSON to read. */
  download: { fileName: string; contentType: string } | null;
}

export const json = (status: number, body: unknown): HostReply => ({ status, body, download: null });

/** A refusal in the envelope of Aegis and the Guardian. */
export function refusalReply({ status, error, data, meta }: Refusal): HostReply {
  return json(status, { success: false, data, error, meta });
}

/** What came of a rule, in the envelope of Aegis and the Guardian. */
export function envelope(outcome: Outcome<unknown>): HostReply {
  if (outcome.refusal) return refusalReply(outcome.refusal);
  return json(200, { success: true, data: outcome.data, error: null, meta: null });
}

export function toResponse({ status, body, download }: HostReply): Response {
  if (!download) return Response.json(body, { status });
  const disposition = `attachment; filename="${download.fileName}"`;
  const headers = { 'Content-Type': download.contentType, 'Content-Disposition': disposition };
  return new Response(String(body), { status, headers });
}
