import { Duplex } from 'node:stream';

/** Two ends of a pipe in memory: what is written to one is read from the other. Node has this itself from version 22 on. */
export function duplexPair(): { ours: Duplex; theirs: Duplex } {
  const ours: Duplex = end(() => theirs);
  const theirs: Duplex = end(() => ours);
  return { ours, theirs };
}

function end(other: () => Duplex): Duplex {
  return new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      other().push(chunk);
      setImmediate(done);
    },
    final(done) {
      other().push(null);
      done();
    },
  });
}
