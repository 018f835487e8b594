import { hash, verify } from '@node-rs/argon2';

/** A hash takes 19 MiB and 20 ms of a processor. More than two at a time would keep the levers waiting. */
const AT_MOST = 2;
/** The algorithm is argon2id by default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_MOST) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await work();
  } finally {
    // Whoever waits takes this place, so the number of places in use stays the same.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** The password's hash with everything that is needed to verify it, in PHC format. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

/** Hashed when it is first needed, with the cost of all others. */
let nobodys: Promise<string> | undefined;

/** False also for a hash that cannot be read. Without a hash it takes as long, so that its time does not tell who is there. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const stored = passwordHash ?? (await (nobodys ??= hashPassword('the password of nobody')));
  const right = await inTurn(() => verify(stored, password).catch(() => false));
  return right && passwordHash !== null;
}
