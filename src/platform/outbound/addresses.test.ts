import { describe, expect, test } from 'vitest';
import { isGlobalUnicast, isLinkLocal } from './addresses.ts';

describe('an address', () => {
  test.each(['1.1.1.1', '93.184.215.14', '172.15.0.1', '172.32.0.1', '100.63.255.255', '2606:4700:4700::1111'])(
    '%s is public',
    (address) => {
      expect(isGlobalUnicast(address)).toBe(true);
    },
  );

  test.each([
    ['this host (RFC 1122 §3.2.1.3)', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback, further on', '127.255.255.254'],
    ['private (RFC 1918)', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['carrier-grade NAT (RFC 6598)', '100.64.0.1'],
    ['carrier-grade NAT, where Alibaba keeps its metadata', '100.100.100.200'],
    ['link-local (RFC 3927)', '169.254.0.1'],
    ['metadata of a machine in a cloud', '169.254.169.254'],
    ['metadata at Oracle', '192.0.0.192'],
    ["Azure's host", '168.63.129.16'],
    ['documentation (RFC 5737)', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['benchmarking (RFC 2544)', '198.18.0.1'],
    ['6to4 relay (RFC 7526)', '192.88.99.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['IPv4-compatible', '::7f00:1'],
    ['IPv4-compatible, of a public one', '::101:101'],
    ['mapped loopback (RFC 4291 §2.5.5.2)', '::ffff:127.0.0.1'],
    ['mapped, in hexadecimal', '::ffff:7f00:1'],
    ['mapped public', '::ffff:1.1.1.1'],
    ['translated (RFC 6145)', '::ffff:0:7f00:1'],
    ['NAT64 (RFC 6052)', '64:ff9b::7f00:1'],
    ['NAT64 of a public one', '64:ff9b::101:101'],
    ['local NAT64 (RFC 8215)', '64:ff9b:1::1'],
    ['discard (RFC 6666)', '100::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['site-local (RFC 3879)', 'fec0::1'],
    ['unique local (RFC 4193)', 'fd00::1'],
    ['metadata at Amazon', 'fd00:ec2::254'],
    ['6to4 of loopback (RFC 3056)', '2002:7f00:1::1'],
    ['Teredo (RFC 4380)', '2001::1'],
    ['benchmarking (RFC 5180)', '2001:2::1'],
    ['ORCHID (RFC 7343)', '2001:20::1'],
    ['documentation (RFC 3849)', '2001:db8::1'],
    ['documentation (RFC 9637)', '3fff::1'],
    ['multicast', 'ff02::1'],
    ['not given out', '4000::1'],
    ['public with a zone', '2606:4700:4700::1111%eth0'],
    ['no address', 'localhost'],
    ['nothing', ''],
  ])('of %s is not public: %s', (_what, address) => {
    expect(isGlobalUnicast(address)).toBe(false);
  });

  test.each([
    ['169.254.169.254', true],
    ['fe80::1', true],
    ['::ffff:169.254.169.254', true],
    ['nonsense', true],
    ['127.0.0.1', false],
    ['10.0.0.1', false],
    ['::1', false],
  ])('%s is refused even where private ones are allowed: %s', (address, refused) => {
    expect(isLinkLocal(address)).toBe(refused);
  });
});
