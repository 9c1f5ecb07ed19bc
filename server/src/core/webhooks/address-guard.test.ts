import { expect, test } from "vitest";
import { isPublicAddress, namesPrivateHost } from "./address-guard.ts";

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "100.64.0.1",
  "169.254.169.254",
  "192.0.2.1",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::7f00:1",
  "::ffff:10.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::a00:1",
  "64:ff9b:1::a00:1",
  "2002:a00:1::",
  "2001:0:a00:1::",
  "2001:db8::1",
  "fc00::1",
  "fd00::",
  "fe80::1",
  "fec0::1",
  "ff02::1",
  "100::1",
  "not an address",
  "",
])("%s is not on the public Internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  "8.8.8.8",
  "93.184.215.14",
  "172.32.0.1",
  "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
  "2a00:1450::1",
])("%s is on the public Internet", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  "http://127.0.0.1/",
  "http://127.0.0.1./",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://0/",
  "http://[::1]:8080/",
  "http://[::ffff:127.0.0.1]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://１２７.０.０.１/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://shop.localhost/",
])("%s says by itself that it leads inside", (url) => {
  expect(namesPrivateHost(new URL(url))).toBe(true);
});

test.each([
  "https://example.com/",
  "https://8.8.8.8/",
  "https://localhost.example.com/",
  "https://10.example.com/",
])("%s may lead outside", (url) => {
  expect(namesPrivateHost(new URL(url))).toBe(false);
});
