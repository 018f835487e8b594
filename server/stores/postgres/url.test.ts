import { describe, expect, it } from 'vitest';
import { refuseOpenConnection } from './url';

describe('DATABASE_URL', () => {
  it.each([
    'postgres://u:p@127.0.0.1:5432/db',
    'postgres://u@localhost/db',
    'postgres://u@[::1]:5432/db',
    'postgres://u@/db?host=/var/run/postgresql',
    'postgres://u:p@db.example/db?sslmode=verify-full',
  ])('may be %s', (url) => {
    expect(() => refuseOpenConnection(url)).not.toThrow();
  });

  it.each([
    'postgres://u:p@db.example/db',
    'postgres://u:p@db.example/db?sslmode=require',
    'postgres://u:p@db.example/db?sslmode=verify-full&sslmode=disable',
    'postgres://u:p@db.example/db?sslmode=verify-full&ssl=false',
    'postgres://u:p@127.0.0.1/db?host=db.example',
    'postgres://u:p@localhost.example/db',
  ])('must not lead over a network without a checked certificate, as %s', (url) => {
    expect(() => refuseOpenConnection(url)).toThrow('DATABASE_URL must end with ?sslmode=verify-full');
  });

  it('must be an address', () => {
    expect(() => refuseOpenConnection('not an address')).toThrow(/^DATABASE_URL must/);
  });
});
