import { describe, expect, it } from 'vitest';
import { clientAddress, createTrust } from './client-address';

const nobody = createTrust([]);
const proxies = createTrust(['10.0.0.7', '192.168.0.0/16', 'fd00::/8']);

describe('the address that tries are counted by', () => {
  it('is that of the socket when no proxy is trusted, whatever X-Forwarded-For says', () => {
    expect(clientAddress('203.0.113.9', '1.2.3.4', nobody)).toBe('203.0.113.9');
    expect(clientAddress('::ffff:203.0.113.9', undefined, nobody)).toBe('203.0.113.9');
  });

  it('is the right-most hop that is no trusted proxy, so that a client cannot choose it', () => {
    const forwarded = '6.6.6.6, 203.0.113.9, 192.168.3.4';
    expect(clientAddress('10.0.0.7', forwarded, proxies)).toBe('203.0.113.9');
    expect(clientAddress('10.0.0.8', forwarded, proxies)).toBe('10.0.0.8');
  });

  it('is the left-most hop when all are trusted, and the proxy itself when it names nobody', () => {
    expect(clientAddress('10.0.0.7', '192.168.1.1, 192.168.1.2', proxies)).toBe('192.168.1.1');
    expect(clientAddress('10.0.0.7', undefined, proxies)).toBe('10.0.0.7');
    expect(clientAddress('10.0.0.7', 'unknown', proxies)).toBe('10.0.0.7');
  });

  it('is read with a port and with brackets', () => {
    expect(clientAddress('10.0.0.7', '203.0.113.9:4711', proxies)).toBe('203.0.113.9');
    expect(clientAddress('fd00::1', '[2001:db8:1:2:3:4:5:6]:443', proxies)).toBe('2001:db8:1:2::/64');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0::/64'],
  ])('counts %s by its network', (address, network) => {
    expect(clientAddress(address, undefined, nobody)).toBe(network);
  });
});
