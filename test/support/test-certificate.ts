import tls from 'node:tls';

/**
 * For tests only, and worth nothing anywhere else: a key that everybody knows, and its certificate for the hosts
 * that our servers play, valid until 2126. An SDK that insists on TLS meets real TLS.
 */
export const TEST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg62maQfhpyx/UNVU7
HFS9YCDyWyFmaWABWwoZGZxacdWhRANCAAR7ivE759+RG774aZGEBHEmkOMCquIl
8HbYq/bxaOfkUQk/6dHw099Mb8fgCba/rZ2txanQ85+zEyCv4ycaQ/WT
-----END PRIVATE KEY-----
`;

export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIB6DCCAY6gAwIBAgIUVXoQFUYIcp3Ps1zBep5iAW6xsKkwCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRTXVuYWRpIHRlc3RzIG9ubHkwIBcNMjYxMTIxMTUzOTUwWhgP
MjEyNjEwMjgxNTM5NTBaMBwxGjAYBgNVBAMMEU11bmFkaSB0ZXN0cyBvbmx5MFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEe4rxO+ffkRu++GmRhARxJpDjAqriJfB2
2Kv28Wjn5FEJP+nR8NPfTG/H4Am2v62drcWp0POfsxMgr+MnGkP1k6OBqzCBqDAd
BgNVHQ4EFgQUp5MA2tTDbzoARaJuk5h/c6f9gFIwHwYDVR0jBBgwFoAUp5MA2tTD
bzoARaJuk5h/c6f9gFIwDwYDVR0TAQH/BAUwAwEB/zBVBgNVHREETjBMghJmY20u
Z29vZ2xlYXBpcy5jb22CECouZ29vZ2xlYXBpcy5jb22CE2FjY291bnRzLmdvb2ds
ZS5jb22CCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNIADBFAiEA4FJATaaG
7PjVmiUXNS6ppWcDqk+yQY17Au2GAhJxPEwCIETcv8c/2SbhwhCaPJhHZIto4P6U
Jyaa20TjfPK46E+e
-----END CERTIFICATE-----
`;

/** From now on this process believes the servers of the tests, and whomever it believed before. */
export function trustTestCertificate(): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), TEST_CERTIFICATE]);
}
