import pg from 'pg';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

/**
 * Throws, naming DATABASE_URL, unless the connection stays on this machine (loopback or a socket) or is encrypted to a server
 * whose certificate is checked. Whoever sits between could otherwise release the switch.
 */
export function refuseOpenConnection(url: string): void {
  const { host, asked } = read(url);
  if (LOOPBACK.test(host) || host.startsWith('/')) return;
  const modes = asked.getAll('sslmode');
  if (modes.length === 1 && modes[0] === 'verify-full' && !asked.has('ssl')) return;
  throw new Error(
    `DATABASE_URL must end with ?sslmode=verify-full, because ${host} is another machine (with ` +
      `&sslrootcert=/path/to/ca.pem when its certificate is of your own authority).`,
  );
}

/** The host is the one that the driver will use: the address may name it twice. */
function read(url: string): { host: string; asked: URLSearchParams } {
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('It is no address of PostgreSQL.');
    // The driver warns about modes that are refused here anyway.
    const { host } = new pg.Client({ connectionString: url.replaceAll(/sslmode=[^&]*/g, '') });
    return { host, asked: new URLSearchParams(url.split('?')[1]) };
  } catch (error) {
    throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/database.', {
      cause: error,
    });
  }
}
