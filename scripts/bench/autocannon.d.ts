// The package brings no types; these are the ones that we use.
declare module 'autocannon' {
  interface Load {
    url: string;
    method: 'GET' | 'POST';
    connections: number;
    /** Requests a second, of all connections together. */
    overallRate?: number;
    /** s. */
    duration: number;
    headers: Record<string, string>;
    body: string;
  }
  interface Result {
    requests: { average: number; total: number };
    /** ms. */
    latency: { p99: number };
    non2xx: number;
    errors: number;
  }
  export default function autocannon(load: Load): Promise<Result> & { stop(): void };
}
